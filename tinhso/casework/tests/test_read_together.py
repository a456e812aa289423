"""Several lists in one message are the lists that are read one by one."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Count

from tinhso.casework.models import Case, Note
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.kernel.site.public import keep_related, read_together


def write(case, *texts):
    for text in texts:
        row = {"kind": Note.Kind.FINDING, "for_citizen": False, "written_at": NOW, "salt": b"\x00%s\xff"}
        case.notes.create(text=text, **row)


def lists():
    """Whole rows with what they are joined to, tuples, single values, sums, a cut, and two that cannot hold a row."""
    return [
        Note.objects.select_related("case__agency").order_by("text"),
        Note.objects.order_by("-text").values_list("text", "salt"),
        Case.objects.order_by("pk").values_list("code", flat=True),
        Case.objects.annotate(many=Count("notes")).order_by("-many"),
        Note.objects.order_by("-text").values("text")[:1],
        Note.objects.none(),
        Note.objects.filter(text__in=[]),
    ]


@pytest.mark.django_db
def test_lists_read_together_are_those_read_alone(django_assert_num_queries):
    write(make_case(), "100% 'trong' hạn; đủ", "Ẩn")
    make_case(code="H56.14-240308-0009")
    together, alone = lists(), lists()
    with django_assert_num_queries(1):
        read_together(*together)
    with django_assert_num_queries(0):
        found = [list(rows) for rows in together]
        assert [note.case.agency.name for note in found[0]]
    assert found == [list(rows) for rows in alone]
    assert [case.many for case in found[3]] == [2, 0]
    assert bytes(found[0][0].salt) == b"\x00%s\xff"
    assert together[0].filter(text="Ẩn").count() == 1  # another question is asked of the database


@pytest.mark.django_db
def test_nothing_is_sent_where_no_row_can_be(django_assert_num_queries):
    with django_assert_num_queries(0):
        read_together(Note.objects.none())


@pytest.mark.django_db
def test_what_was_read_is_what_the_thing_has_from_now_on(django_assert_num_queries):
    case = make_case()
    write(case, "Một", "Hai")
    notes, cases = case.notes.order_by("text"), Case.objects.all()
    read_together(notes, cases)
    keep_related(case, notes=notes, children=list(cases))
    with django_assert_num_queries(0):
        assert [note.text for note in case.notes.all()] == ["Hai", "Một"]
        assert all(note.case is case for note in case.notes.all())
        assert list(case.children.all()) == [case]


@pytest.mark.django_db
def test_one_wrong_statement_fails_the_message():
    wrong = Case.objects.extra(where=["no_such_column"])
    with pytest.raises(DatabaseError), transaction.atomic():
        read_together(Case.objects.all(), wrong)
    assert connection.is_usable()
