"""Lists are read in few queries, however many cases there are, and say the same as the cases."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tinhso.casework.models import Case, Participant
from tinhso.casework.queries import latest_open, on_time, radar, worklist
from tinhso.casework.tests.makers import NOW, make_case, make_process


@pytest.fixture
def cases(town) -> list[Case]:
    """Six at agency A, three of them late; two of B, settled in March, one late."""
    process = make_process()
    common = {"kind": "dossier", "process": process, "person": town.an.person}
    open_ones = [
        make_case(
            agency=town.agency_a,
            state="in_progress",
            step="examine",
            due_at=NOW + timedelta(days=2 * (n % 2) - 1),
            **common,
        )
        for n in range(6)
    ]
    for case in open_ones:
        Participant.objects.create(
            case=case, agency=town.agency_a, role="examiner", act="examine", open=True, due_at=case.due_at
        )
    done = {"state": "done", "settled_at": NOW, "finished_at": NOW}
    return open_ones + [
        make_case(agency=town.agency_b, timeliness=met, due_at=NOW, **done, **common)
        for met in ("late", "early")
    ]


def test_the_worklist_puts_the_late_ones_first_and_apart(cases, town):
    found = worklist(town.actor("emi"), now=NOW)
    assert [(group.key, len(group.lines)) for group in found.groups] == [("late", 3), ("examine", 3)]
    assert (found.total, found.late) == (6, 3)


def test_the_radar_counts_by_agency_the_most_late_first(cases, town):
    rows = radar([town.agency_b.pk, town.agency_a.pk], now=NOW)
    assert [(row.agency, row.open, row.late) for row in rows] == [("Sở A", 6, 3)]


def test_the_rate_of_a_month_counts_what_was_settled_in_it(cases, town):
    (row,) = on_time([town.agency_a.pk, town.agency_b.pk], now=NOW)
    assert (row.agency, row.settled, row.in_time, row.rate) == ("Sở B", 2, 1, 50)


def test_agencies_of_one_month_stand_in_vietnamese_order_and_months_newest_first(cases, town):
    Case.objects.filter(pk=cases[0].pk).update(settled_at=NOW, timeliness="early")
    Case.objects.filter(pk=cases[1].pk).update(settled_at=NOW - timedelta(days=40), timeliness="early")
    rows = on_time([town.agency_b.pk, town.agency_a.pk], now=NOW)
    assert [(row.month.month, row.agency) for row in rows] == [(3, "Sở A"), (3, "Sở B"), (1, "Sở A")]


def test_the_longest_late_come_first_without_what_has_a_result(cases, town):
    assert {case.pk for case in latest_open([town.agency_a.pk, town.agency_b.pk], now=NOW)} == {
        case.pk for case in cases[:6:2]
    }


@pytest.mark.parametrize(
    ("name", "address", "most"), [("emi", "worklist", 11), ("sau", "radar", 14), (None, "track", 8)]
)
def test_pages_ask_few_questions(client, town, cases, name, address, most, django_assert_max_num_queries):
    if name:
        town.sign_in(client, name)
    words = {"ma": cases[0].code} if address == "track" else {}
    with django_assert_max_num_queries(most):
        assert client.get(reverse(address), words).status_code == 200
