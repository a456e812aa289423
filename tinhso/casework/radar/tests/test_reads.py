"""Lists are read in few queries, however many cases there are, and say the same as the cases."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tinhso.casework.models import Case, Participant
from tinhso.casework.radar.radar import latest_open, radar, settled_and_overdue
from tinhso.casework.tests.makers import NOW, make_case, make_process
from tinhso.casework.worklist.queries import worklist


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
    rows = radar([town.agency_b.pk, town.agency_a.pk], month=NOW.date(), now=NOW)
    assert [(row.agency, row.open, row.late, row.settled) for row in rows] == [
        ("Sở A", 6, 3, 0),
        ("Sở B", 0, 0, 2),
    ]
    assert [row.rate for row in rows] == [None, 50]


def test_the_radar_counts_no_draft_and_what_is_due_within_three_days_of_tonight_as_soon(town):
    tonight = NOW.replace(hour=23, minute=59, second=59)
    edges = (
        tonight,
        tonight + timedelta(seconds=1),
        tonight + timedelta(days=3),
        tonight + timedelta(days=3, seconds=1),
    )
    for due in edges:
        make_case(agency=town.agency_a, state="in_progress", step="examine", due_at=due)
    make_case(agency=town.agency_a, state="draft", step="")
    [row] = radar([town.agency_a.pk], month=NOW.date(), now=NOW)
    assert (row.open, row.today, row.soon) == (4, 1, 2)


def test_the_results_of_a_month_are_counted_in_the_days_of_the_province(cases, town):
    midnight = NOW.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    for case, at in zip(cases, (midnight, midnight - timedelta(seconds=1)), strict=False):
        Case.objects.filter(pk=case.pk).update(accepted_at=at, settled_at=at, timeliness="early")
    ids = [town.agency_a.pk, town.agency_b.pk]
    march, _late = settled_and_overdue(ids, NOW.date(), now=NOW)
    february, _late = settled_and_overdue(ids, midnight.date() - timedelta(days=1), now=NOW)
    assert march[town.agency_a.pk] == {"settled": 1, "in_time": 1}
    assert march[town.agency_b.pk] == {"settled": 2, "in_time": 1}
    assert february == {town.agency_a.pk: {"settled": 1, "in_time": 1}}


def test_what_was_turned_down_before_it_was_accepted_is_no_result_of_the_month(town):
    refused = {"state": "refused", "settled_at": NOW, "finished_at": NOW, "outcome": "refused"}
    for accepted in (None, NOW):
        make_case(agency=town.agency_a, timeliness="early", accepted_at=accepted, **refused)
    settled, _late = settled_and_overdue([town.agency_a.pk], NOW.date(), now=NOW)
    assert settled == {town.agency_a.pk: {"settled": 1, "in_time": 1}}


def test_what_only_waits_to_be_confirmed_is_not_overdue(town):
    """Its result is there, and by that it is judged: a report that was answered, a task that was reported as done."""
    past = {"agency": town.agency_a, "state": "in_progress", "due_at": NOW - timedelta(hours=1)}
    for kind, step in (("report", "handle"), ("report", "publish"), ("plan_task", "confirm")):
        make_case(kind=kind, step=step, **past)
    [row] = radar([town.agency_a.pk], month=NOW.date(), now=NOW)
    assert (row.open, row.late) == (3, 1)
    assert [case.step for case in latest_open([town.agency_a.pk], now=NOW, by=town.actor("sau"))] == [
        "handle"
    ]


def test_the_radar_tells_how_many_of_each_kind_are_overdue(client, town):
    past = {
        "agency": town.agency_a,
        "state": "in_progress",
        "step": "examine",
        "due_at": NOW - timedelta(hours=1),
    }
    for kind in ("dossier", "dossier", "report"):
        make_case(kind=kind, **past)
    page = town.sign_in(client, "sau").get(reverse("radar")).content.decode()
    assert "Hồ sơ thủ tục hành chính: 2" in page and "Phản ánh hiện trường: 1" in page


def test_the_radar_shows_a_month_and_a_page_that_one_chooses(client, town, cases):
    town.sign_in(client, "sau")
    page = client.get(reverse("radar"), {"thang": f"{NOW:%Y-%m}", "trang": "99"}).content.decode()
    assert "Trong tháng có 2 kết quả, 1 trước và đúng hạn" in page
    parts = [
        "Đang giải quyết</h2>",
        "50,00%</div>",
        "Quá hạn lâu nhất</h2>",
        "Theo cơ quan:",
        "Sở A</a></th>",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)  # what matters first, then what one looks up
    assert client.get(reverse("radar"), {"thang": "2024-13", "trang": "x"}).status_code == 200


def test_the_radar_shows_five_of_the_longest_late_and_the_rest_on_a_click(client, town):
    for n in range(7):
        late = {"due_at": NOW - timedelta(days=n + 1), "state": "in_progress", "step": "examine"}
        make_case(code=f"H56.01-240101-{n:04}", kind="dossier", agency=town.agency_a, **late)
    page = town.sign_in(client, "sau").get(reverse("radar")).content.decode()
    shown, more = page.split("Xem thêm 2 việc")
    assert [n for n in range(7) if f"H56.01-240101-{n:04}" in shown] == [2, 3, 4, 5, 6]
    assert [n for n in range(7) if f"H56.01-240101-{n:04}" in more] == [0, 1]


def test_each_agency_leads_to_its_late_cases_and_to_urging_it(client, town, cases):
    page = town.sign_in(client, "sau").get(reverse("radar")).content.decode()
    code = town.agency_a.code
    assert f'href="?noi={code}&amp;' in page and reverse("urge_agency", args=[code]) in page
    one = client.get(reverse("radar"), {"noi": code})
    assert one.context["one"].agency_id == town.agency_a.pk
    assert {case.agency_id for case, _url in one.context["latest"]} == {town.agency_a.pk}
    for wrong in ("nobody", "' or 1", "x" * 99):
        assert client.get(reverse("radar"), {"noi": wrong}).context["one"] is None
    own_page = town.sign_in(client, "chi").get(reverse("radar")).content.decode()
    assert reverse("urge_agency", args=[code]) not in own_page  # nobody urges the own agency


def test_the_longest_late_come_first_without_what_has_a_result(cases, town):
    found = latest_open([town.agency_a.pk, town.agency_b.pk], now=NOW, by=town.actor("sau"))
    assert {case.pk for case in found} == {case.pk for case in cases[:6:2]}


@pytest.mark.parametrize(  # the worklist asks once for the given tasks that the agency supports
    ("name", "address", "most"), [("emi", "worklist", 12), ("sau", "radar", 12), (None, "track", 8)]
)
def test_pages_ask_few_questions(client, town, cases, name, address, most, django_assert_max_num_queries):
    if name:
        town.sign_in(client, name)
    words = {"ma": cases[0].code} if address == "track" else {}
    with django_assert_max_num_queries(most):
        assert client.get(reverse(address), words).status_code == 200
