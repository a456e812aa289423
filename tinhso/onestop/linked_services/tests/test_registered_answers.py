"""Whatever is answered in a declaration of civil status, the ministry's strict software takes the record made of it."""

from datetime import date
from types import SimpleNamespace

import pytest

from sandbox.civil_status.fields import CIVIL_STATUS, check_data
from tinhso.lib.forms import FormDefinition
from tinhso.lib.forms.check import checked_form
from tinhso.onestop.data import reading
from tinhso.onestop.registration.records import Record, records
from tinhso.onestop.tests.filling import filled, turns

DAY = date(2024, 3, 8)
FORMS = {
    (v["form"]["id"], v["form"].get("version")): checked_form(v["form"])
    for v in reading.versions()
    if "procedure" in v
}
PAIRS = [(record, form) for record in records() for form in FORMS.values() if form.id in record.forms]


@pytest.mark.parametrize(("record", "form"), PAIRS, ids=[f"{r.kind} {f.id} {f.version}" for r, f in PAIRS])
def test_every_filled_declaration_is_taken(record: Record, form: FormDefinition):
    for turn in range(turns(form)):
        made = SimpleNamespace(
            version=SimpleNamespace(definition=form), answers=filled(form, on=DAY, turn=turn)
        )
        data = {name: value for name, value in record.data(made, {}).items() if value}  # type: ignore[arg-type]
        check_data({"Phan": CIVIL_STATUS, "LoaiDangKy": record.kind, "DuLieu": data}, DAY)
