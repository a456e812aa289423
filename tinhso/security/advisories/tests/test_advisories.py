"""Advisories: addressed, acknowledged, answered by the agency alone, urged, returned, withdrawn."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.advisories.actions.acknowledge_advisory import acknowledge_advisory
from tinhso.security.advisories.actions.answer_advisory import answer_advisory
from tinhso.security.advisories.actions.return_answer import return_answer
from tinhso.security.advisories.actions.urge_agencies import urge_agencies
from tinhso.security.advisories.actions.withdraw_advisory import withdraw_advisory
from tinhso.security.advisories.permissions import can_answer_advisory
from tinhso.security.advisories.tests.makers import WEEK, issued, task_of
from tinhso.security.models import AdvisoryTask, SecurityAdvisory
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tests.makers import imported, read_list, reported, scanned


def answered(town, task, who="anh", outcome="done", reason="Đã vá", now=NOW):
    return answer_advisory(task=task, outcome=outcome, reason=reason, by=town.actor(who), now=now)


def test_an_advisory_goes_to_every_agency_and_never_to_a_desk(guarded):
    made = issued(guarded, audience="every", agencies=[])
    names = set(made.tasks.values_list("agency__code", flat=True))
    assert {"ubnd-tinh", "so-a", "so-b"} <= names and "mot-cua-a" not in names
    event = EventRow.objects.filter(name="security.AdvisoryIssued").get()
    assert event.payload["agencies"] == len(names) and "Lỗ hổng" not in event.body


def test_an_advisory_finds_agencies_by_machine_and_by_open_finding(guarded):
    read_list(guarded, guarded.agency_a, "anh", "name,ip,os\nmay-1,10.0.0.1,Exchange Server 2016\n", since=date(2023, 6, 1))  # fmt: skip
    read_list(guarded, guarded.agency_b, "bach", "name,ip\nmay-2,10.0.0.2\n", since=date(2023, 6, 1))
    imported(guarded, scanned(reported("10.0.0.2", cves=("CVE-2024-21410",)), machines=["10.0.0.2"]))
    both = issued(
        guarded, audience="matching", agencies=[], product="exchange server", cves=["cve-2024-21410"]
    )
    assert both.cves == ["CVE-2024-21410"]
    a, b = task_of(both, guarded.agency_a), task_of(both, guarded.agency_b)
    assert (a.machines, a.findings, b.machines, b.findings) == (1, 0, 0, 1)
    assert both.tasks.count() == 2
    with pytest.raises(EntryRefused, match="khớp"):
        issued(guarded, audience="matching", agencies=[], product="Không ai có")


def test_what_is_missing_or_wrong_is_refused_and_sent_twice_is_one(guarded):
    key = uuid4()
    assert issued(guarded, key=key).pk == issued(guarded, key=key).pk
    wrong = [
        {"title": " "}, {"text": " "}, {"to_do": ""}, {"due_on": NOW.date() - WEEK}, {"agencies": []},
        {"due_on": NOW.date() + timedelta(days=500)}, {"cves": ["CVE-24"]}, {"source_url": "javascript:x"},
        {"cves": [f"CVE-2024-{n}" for n in range(1000, 1025)]},
    ]  # fmt: skip
    for words in wrong:
        with pytest.raises(EntryRefused):
            issued(guarded, **words)
    with pytest.raises(SecurityForbidden):
        issued(guarded, "anh")
    assert SecurityAdvisory.objects.count() == 1


def test_passwords_in_an_advisory_or_an_answer_are_struck_out(guarded):
    one = issued(guarded, text="Đăng nhập: password=Hoa12345")
    assert "Hoa12345" not in one.text
    row = answered(guarded, task_of(one, guarded.agency_a), reason="Đã đổi, password=Hoa12345")
    assert "Hoa12345" not in row.reason


def test_an_agency_acknowledges_once_and_answers_with_a_reason(guarded):
    one = issued(guarded)
    task = task_of(one, guarded.agency_a)
    first = acknowledge_advisory(task=task, by=guarded.actor("anh"), now=NOW)
    later = acknowledge_advisory(task=task, by=guarded.actor("anh"), now=NOW + WEEK)
    assert first.acknowledged_at == later.acknowledged_at == NOW
    with pytest.raises(EntryRefused, match="Ghi đã làm gì"):
        answered(guarded, task, reason=" ")
    with pytest.raises(EntryRefused, match="Chọn"):
        answered(guarded, task, outcome="waiting")
    row = answered(guarded, task, outcome="not_affected", reason="Không dùng")
    assert row.state == AdvisoryTask.State.NOT_AFFECTED and row.in_time
    with pytest.raises(EntryRefused, match="đã trả lời"):
        answered(guarded, task)
    event = EventRow.objects.filter(name="security.AdvisoryAnswered").get()
    assert event.payload["in_time"] is True and "Không dùng" not in event.body


def test_nobody_but_its_officer_answers_for_an_agency(guarded):
    task = task_of(issued(guarded), guarded.agency_a)
    for who in ("cuc", "bach", "chi", "ho"):
        assert not can_answer_advisory(task, guarded.actor(who)), who
        with pytest.raises(SecurityForbidden):
            answered(guarded, task, who)
        with pytest.raises(SecurityForbidden):
            acknowledge_advisory(task=task, by=guarded.actor(who), now=NOW)


def test_an_answer_that_is_returned_is_given_anew_and_late_stays_late(guarded):
    one = issued(guarded)
    task, cuc = task_of(one, guarded.agency_a), guarded.actor("cuc")
    with pytest.raises(EntryRefused, match="chưa trả lời"):
        return_answer(task=task, why="x", by=cuc, now=NOW)
    answered(guarded, task)
    with pytest.raises(EntryRefused, match="vì sao"):
        return_answer(task=task, why=" ", by=cuc, now=NOW)
    with pytest.raises(SecurityForbidden):
        return_answer(task=task, why="x", by=guarded.actor("anh"), now=NOW)
    row = return_answer(task=task, why="Chưa vá máy thứ hai", by=cuc, now=NOW)
    assert row.state == AdvisoryTask.State.ACKNOWLEDGED and row.answered_at is None
    assert AdvisoryTask.objects.late(NOW.date() + WEEK + WEEK).filter(pk=task.pk).exists()
    assert not answered(guarded, task, now=NOW + WEEK + WEEK).in_time
    withdraw_advisory(advisory=one, why="x", by=cuc, now=NOW)
    with pytest.raises(EntryRefused, match="rút"):
        return_answer(task=task, why="x", by=cuc, now=NOW)


def test_those_who_did_not_answer_are_urged_once_a_day(guarded):
    one, cuc = issued(guarded), guarded.actor("cuc")
    answered(guarded, task_of(one, guarded.agency_a))
    assert urge_agencies(advisory=one, by=cuc, now=NOW) == 1
    assert task_of(one, guarded.agency_b).urged_at == NOW
    with pytest.raises(EntryRefused):
        urge_agencies(advisory=one, by=cuc, now=NOW + timedelta(hours=1))
    assert urge_agencies(advisory=one, by=cuc, now=NOW + timedelta(days=1)) == 1
    with pytest.raises(SecurityForbidden):
        urge_agencies(advisory=one, by=guarded.actor("anh"), now=NOW)


def test_what_is_withdrawn_asks_nobody_any_more(guarded):
    one, cuc = issued(guarded), guarded.actor("cuc")
    with pytest.raises(SecurityForbidden):
        withdraw_advisory(advisory=one, why="x", by=guarded.actor("bach"), now=NOW)
    with pytest.raises(EntryRefused, match="vì sao"):
        withdraw_advisory(advisory=one, why="", by=cuc, now=NOW)
    withdraw_advisory(advisory=one, why="Nhầm sản phẩm", by=cuc, now=NOW)
    with pytest.raises(EntryRefused, match="đã được rút"):
        withdraw_advisory(advisory=one, why="x", by=cuc, now=NOW)
    task = task_of(one, guarded.agency_a)
    assert not AdvisoryTask.objects.at_work().exists()
    with pytest.raises(EntryRefused, match="rút"):
        answered(guarded, task)
    with pytest.raises(EntryRefused, match="rút"):
        acknowledge_advisory(task=task, by=guarded.actor("anh"), now=NOW)
