import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, Func, Value

from tinhso.casework.models import Note
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.kernel.site.public import first_as_written, insert_row


def limit():
    with connection.cursor() as cursor:
        cursor.execute("show join_collapse_limit")
        return cursor.fetchone()[0]


def note(**changes):
    plain = {"case": make_case(), "kind": Note.Kind.FINDING, "text": "Đủ.", "for_citizen": False}
    return Note(**(plain | {"written_at": NOW} | changes))


@pytest.mark.django_db
def test_a_row_inserted_plainly_is_the_row_that_save_writes():
    one, other = note(salt=b"s" * 16), note(salt=b"s" * 16)
    insert_row(one)
    other.save(force_insert=True)
    assert one.pk
    assert not one._state.adding
    stored = [
        Note.objects.filter(pk=n.pk).values("kind", "text", "for_citizen", "written_at", "salt").get()
        for n in (one, other)
    ]
    assert stored[0] == stored[1]


@pytest.mark.django_db
def test_constraints_refuse_a_row_inserted_plainly():
    wrong = note()
    wrong.case_id = 10**15
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_row(wrong)
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")


SETTING = Func(Value("join_collapse_limit"), function="current_setting", output_field=CharField())


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_tables_are_joined_as_written_for_that_row_only():
    before, rows = limit(), ContentType.objects.annotate(limit=SETTING)
    assert first_as_written(rows).limit == "1"
    assert limit() == before
    with transaction.atomic():
        assert first_as_written(rows).limit == "1"
        assert limit() == before
    assert first_as_written(rows.filter(pk=0)) is None
