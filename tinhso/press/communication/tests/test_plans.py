"""Plans of what people are told: topics by month, tasks as cases, the agenda."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tinhso.casework.public import NoteRefused, NotYourTurn, Stale
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.communication import drafts
from tinhso.press.communication.actions.add_agenda_entry import add_agenda_entry, drop_agenda_entry
from tinhso.press.communication.actions.add_topic import add_topic
from tinhso.press.communication.actions.give_task import give_task
from tinhso.press.communication.actions.report_task import accept_task, report_task, return_task
from tinhso.press.communication.actions.start_plan import approve_plan, start_plan
from tinhso.press.communication.permissions import can_approve_plan, can_plan
from tinhso.press.communication.task_process import WrongTaskStep, task_rows
from tinhso.press.models import AgendaEntry, CommunicationPlan, CommunicationTask
from tinhso.press.tests.plan_makers import (
    PLAN,
    TOPIC,
    approved_plan,
    given_task,
    started_plan,
    task_fresh,
    topic_of,
)

DESK = "/can-bo/truyen-thong/"
ENTRY = {
    "day": date(2024, 3, 12),
    "kind": "session",
    "title": "Kỳ họp Hội đồng",
    "place": "",
    "covered_by": None,
}


def test_a_plan_has_topics_by_month_and_a_second_person_approves_it(broadcast_town):
    key = uuid4()
    plan = started_plan(broadcast_town, client_key=key)
    assert started_plan(broadcast_town, client_key=key) == plan
    with pytest.raises(EntryRefused):
        approve_plan(plan=plan, by=broadcast_town.actor("duyet"), now=NOW)
    topic = topic_of(broadcast_town, plan)
    assert topic_of(broadcast_town, plan) == topic and topic.month == date(2024, 3, 1)
    with pytest.raises(EntryRefused) as other:
        topic_of(broadcast_town, plan, messages="Lời khác hẳn.")
    assert other.value.field == "name"
    for _ in range(2):
        approve_plan(plan=plan, by=broadcast_town.actor("duyet"), now=NOW)
    names = EventRow.objects.filter(name__startswith="press.").values_list("name", flat=True)
    wanted = ["press.CommunicationPlanApproved", "press.CommunicationPlanStarted", "press.PlanTopicAdded"]
    assert [one for one in sorted(names) if "Plan" in one] == wanted


def test_a_plan_of_a_draft_policy_names_a_public_draft(broadcast_town, monkeypatch):
    by = broadcast_town.actor("bien")
    given = PLAN | {"kind": "policy", "draft_code": "vb-1"}
    with pytest.raises(EntryRefused) as unknown:
        start_plan(**given, client_key=uuid4(), by=by, now=NOW)
    assert unknown.value.field == "draft_code"
    monkeypatch.setattr(
        "tinhso.press.communication.actions.start_plan.draft_title", lambda code: "Về phí chợ"
    )
    plan = start_plan(**given, client_key=uuid4(), by=by, now=NOW)
    assert (plan.draft_code, plan.draft_title) == ("VB-1", "Về phí chợ") and drafts.draft_url(plan.draft_code)


def test_what_is_no_plan_is_refused(broadcast_town):
    by = broadcast_town.actor("bien")
    wrong = ({"kind": "x"}, {"title": ""}, {"aim": ""}, {"ends": date(2023, 1, 1)}, {"ends": date(2034, 1, 1)},
             {"starts": date(1999, 1, 1), "ends": date(1999, 2, 1)}, {"draft_code": "VB-1"})  # fmt: skip
    for words in wrong:
        with pytest.raises(EntryRefused):
            start_plan(**PLAN | words, client_key=uuid4(), by=by, now=NOW)
    plan = started_plan(broadcast_town)
    for words in (
        {"month": date(2025, 1, 1)},
        {"name": ""},
        {"messages": ""},
        {"audience": ""},
        {"channels": []},
        {"channels": ["tv"]},
    ):
        with pytest.raises(EntryRefused):
            add_topic(plan=plan, **TOPIC | words, by=by, now=NOW)


def test_a_task_is_a_case_that_the_agency_reports_and_the_giver_accepts(broadcast_town):
    task, chu, bien = given_task(broadcast_town), broadcast_town.actor("chu"), broadcast_town.actor("bien")
    assert task.case.code == "TT-240308-0001" and task.case.agency == broadcast_town.ward
    assert task_rows([task.pk])[task.pk].hint == task.content
    report_task(task=task, ver=task.case.ver, result="Đã đọc ba lần.", result_url="", by=chu, now=NOW)
    task = task_fresh(task)
    return_task(task=task, ver=task.case.ver, reason="Còn thiếu ảnh.", by=bien, now=NOW)
    task = task_fresh(task)
    report_task(
        task=task, ver=task.case.ver, result="Đã đọc ba lần.", result_url="https://x.vn/a", by=chu, now=NOW
    )
    task, later = task_fresh(task), NOW + timedelta(days=60)
    accept_task(task=task, ver=task.case.ver, by=broadcast_town.actor("bien", on=later.date()), now=later)
    case = task_fresh(task).case
    assert case.state == "done" and case.timeliness in ("early", "on_time")
    names = set(EventRow.objects.filter(case_id=task.pk).values_list("name", flat=True))
    assert {"press.CommunicationTaskGiven", "press.CommunicationTaskReported"} <= names


def test_the_same_key_gives_a_task_once(broadcast_town):
    plan, key = approved_plan(broadcast_town), uuid4()
    assert given_task(broadcast_town, plan, client_key=key) == given_task(
        broadcast_town, plan, client_key=key
    )
    assert CommunicationTask.objects.count() == 1


def test_a_task_that_cannot_be_given_is_refused(broadcast_town):
    draft, plan, by = (
        started_plan(broadcast_town),
        approved_plan(broadcast_town),
        broadcast_town.actor("bien"),
    )
    words = {"topic": None, "agency": broadcast_town.ward, "content": "Đọc tin.", "due": date(2024, 3, 20)}
    with pytest.raises(EntryRefused):
        give_task(plan=draft, **words, client_key=uuid4(), by=by, now=NOW)
    wrong = (
        {"topic": topic_of(broadcast_town, draft)},
        {"agency": broadcast_town.desk_b},
        {"content": ""},
        {"due": date(2024, 3, 8)},
    )
    for change in wrong:
        with pytest.raises(EntryRefused):
            give_task(plan=plan, **words | change, client_key=uuid4(), by=by, now=NOW)


def test_only_who_has_the_turn_moves_a_task(broadcast_town):
    task, chu, bien = given_task(broadcast_town), broadcast_town.actor("chu"), broadcast_town.actor("bien")
    words = {"task": task, "ver": task.case.ver, "result": "Đã đọc.", "result_url": "", "now": NOW}
    with pytest.raises(NotYourTurn):
        report_task(**words, by=broadcast_town.actor("chi"))
    with pytest.raises(Stale):
        report_task(**words | {"ver": 99}, by=chu)
    for wrong in ({"result": ""}, {"result_url": "javascript:x"}, {"result_url": "/\\x.vn"}):
        with pytest.raises(EntryRefused):
            report_task(**words | wrong, by=chu)
    with pytest.raises(WrongTaskStep):
        accept_task(task=task, ver=task.case.ver, by=chu, now=NOW)
    with pytest.raises(WrongTaskStep):
        return_task(task=task, ver=task.case.ver, reason="Thiếu ảnh.", by=bien, now=NOW)
    report_task(**words | {"task": task_fresh(task)}, by=chu)
    task = task_fresh(task)
    with pytest.raises(NotYourTurn):
        accept_task(task=task, ver=task.case.ver, by=chu, now=NOW)
    with pytest.raises(NotYourTurn):
        return_task(task=task, ver=task.case.ver, reason="Thiếu ảnh.", by=chu, now=NOW)
    with pytest.raises(Stale):
        accept_task(task=task, ver=99, by=bien, now=NOW)
    with pytest.raises(Stale):
        return_task(task=task_fresh(task), ver=99, reason="Thiếu ảnh.", by=bien, now=NOW)
    with pytest.raises(NoteRefused):
        return_task(task=task_fresh(task), ver=task_fresh(task).case.ver, reason=" ", by=bien, now=NOW)
    with pytest.raises(WrongTaskStep):
        report_task(**words | {"task": task_fresh(task)}, by=bien)


def test_strangers_plan_nothing(broadcast_town):
    plan = started_plan(broadcast_town)
    topic_of(broadcast_town, plan)
    entry = add_agenda_entry(**ENTRY, by=broadcast_town.actor("bien"), now=NOW)
    for who in ("an", "viet", "chu"):
        by = broadcast_town.actor(who)
        assert not can_plan(by) and not can_approve_plan(plan, by)
        with pytest.raises(PressForbidden):
            start_plan(**PLAN, client_key=uuid4(), by=by, now=NOW)
        with pytest.raises(PressForbidden):
            approve_plan(plan=plan, by=by, now=NOW)
        with pytest.raises(PressForbidden):
            add_agenda_entry(**ENTRY, by=by, now=NOW)
    other = broadcast_town.actor("xa")
    with pytest.raises(PressForbidden):
        add_topic(plan=plan, **TOPIC, by=other, now=NOW)
    words = {"topic": None, "agency": broadcast_town.ward, "content": "Đọc tin.", "due": date(2024, 3, 20)}
    with pytest.raises(PressForbidden):
        give_task(plan=plan, **words, client_key=uuid4(), by=other, now=NOW)
    with pytest.raises(PressForbidden):
        drop_agenda_entry(entry=entry, by=other, now=NOW)
    mine = started_plan(broadcast_town, who="duyet")
    assert not can_approve_plan(mine, broadcast_town.actor("duyet"))


def test_the_agenda_is_kept_by_month(broadcast_town):
    by = broadcast_town.actor("bien")
    entry = add_agenda_entry(**ENTRY, by=by, now=NOW)
    assert add_agenda_entry(**ENTRY, by=by, now=NOW) == entry
    for words in (
        {"kind": "x"},
        {"title": ""},
        {"day": date(2030, 1, 1)},
        {"place": "x" * 201},
        {"place": "Nơi khác"},
    ):
        with pytest.raises(EntryRefused):
            add_agenda_entry(**ENTRY | words, by=by, now=NOW)
    for _ in range(2):
        drop_agenda_entry(entry=entry, by=by, now=NOW)
    assert add_agenda_entry(**ENTRY, by=by, now=NOW) != entry
    assert EventRow.objects.filter(name="press.AgendaEntryDropped").count() == 1


def test_the_pages_of_plans(broadcast_town, client, django_assert_max_num_queries):
    broadcast_town.sign_in(client, "bien")
    form = PLAN | {"starts": "01/01/2024", "ends": "31/12/2024", "client_key": str(uuid4())}
    page = client.post(f"{DESK}moi/", form | {"ends": "31/02/2024"})
    assert page.status_code == 422 and "31/02/2024" in page.content.decode()
    assert client.post(f"{DESK}moi/", form).status_code == 302
    plan = CommunicationPlan.objects.get()
    one = f"{DESK}{plan.pk}/"
    topic = TOPIC | {"month": "03/2024"}
    assert client.post(f"{one}noi-dung/", topic | {"month": "13/2024"}).status_code == 422
    assert client.post(f"{one}noi-dung/", topic).status_code == 302
    approve_plan(plan=plan, by=broadcast_town.actor("duyet"), now=NOW)
    task = {
        "topic": plan.topics.get().pk,
        "agency": broadcast_town.ward.pk,
        "content": "Đọc tin trên loa.",
        "due": "20/03/2024",
    }
    assert client.post(f"{one}giao/", task | {"client_key": str(uuid4())}).status_code == 302
    code = CommunicationTask.objects.get().case.code
    entry = {"day": "12/03/2024", "kind": "session", "title": "Kỳ họp Hội đồng", "place": "Hội trường"}
    assert client.post(f"{DESK}lich/moi/", entry).status_code == 302
    drop = f"{DESK}lich/{AgendaEntry.objects.get().pk}/bo/"
    for path in (DESK, f"{DESK}moi/", one, f"{one}noi-dung/", f"{one}giao/", f"{one}giao/?noi-dung=x", f"{DESK}nhiem-vu/{code}/",
                 f"{DESK}lich/", f"{DESK}lich/?thang=02/2024", f"{DESK}lich/?thang=x", f"{DESK}lich/moi/", drop):  # fmt: skip
        with django_assert_max_num_queries(40):
            assert client.get(path).status_code == 200, path
    assert client.get(f"{one}duyet/").status_code == 403 and client.post(drop).status_code == 302


def test_the_pages_of_who_carries_out_a_task_and_of_who_approves(
    broadcast_town, client, django_assert_max_num_queries
):
    task = given_task(broadcast_town)
    one, code = f"{DESK}{task.plan_id}/", task.case.code
    broadcast_town.sign_in(client, "chu")
    for path in (DESK, one, f"{DESK}nhiem-vu/{code}/", f"{DESK}nhiem-vu/{code}/bao-cao/"):
        with django_assert_max_num_queries(40):
            assert client.get(path).status_code == 200, path
    assert client.get(f"{DESK}nhiem-vu/{code}/nghiem-thu/").status_code in (403, 409)
    assert client.get(f"{DESK}nhiem-vu/{code}/khac/").status_code == 404
    ver = CommunicationTask.objects.get().case.ver
    done = {"ver": ver, "result": "Đã đọc ba lần.", "result_url": ""}
    assert client.post(f"{DESK}nhiem-vu/{code}/bao-cao/", done).status_code == 302
    broadcast_town.sign_in(client, "duyet")
    draft = started_plan(broadcast_town)
    assert client.get(f"{DESK}{draft.pk}/duyet/").status_code == 200
    assert client.post(f"{DESK}{draft.pk}/duyet/").status_code == 422
    broadcast_town.sign_in(client, "hang")
    assert f"nhiem-vu/{code}/" not in client.get(one).content.decode()
    broadcast_town.sign_in(client, "xa")
    assert client.get(one).status_code == 404 and client.get(f"{DESK}nhiem-vu/{code}/").status_code == 404
