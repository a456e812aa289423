"""Rows of big loads are what the models would have made."""

from datetime import UTC, datetime

from tinhso.casework.models import Case, Note, Participant
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import new_row

AT = datetime(2024, 3, 8, 1, tzinfo=UTC)


def column_values(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_new_row_holds_what_the_model_would_hold():
    agency = Agency(pk=7, code="so-a")
    columns = {"pk": 5, "code": "H56-1", "agency": agency, "desk": None, "opened_at": AT, "person_id": 9}
    row, model = new_row(Case, **columns), Case(**columns)
    assert column_values(row) == column_values(model)
    assert row.agency is agency and row.desk is None and row._state.adding


def test_a_default_that_is_made_is_made_for_each_row():
    first, second = (new_row(Note, kind="finding", text="đủ", for_citizen=False) for _ in range(2))
    assert len(first.salt) == 16 and first.salt != second.salt


def test_rows_name_each_other_before_they_have_keys():
    case = new_row(Case, code="H56-2")
    row = new_row(Participant, case=case, role="desk")
    assert row.case is case and row.case_id is None
