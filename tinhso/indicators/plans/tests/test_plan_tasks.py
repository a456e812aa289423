"""Tasks of plans: given by the plan's owner, reported by the agency, confirmed, late in the open."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests.town import make_officer
from tinhso.casework.public import Conflict, NoteRefused, NotYourTurn, Stale
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.indicators.models import PlanTarget, PlanTask, TaskReport
from tinhso.indicators.plans.actions.confirm_task import confirm_task
from tinhso.indicators.plans.actions.enter_plan import enter_plan
from tinhso.indicators.plans.actions.give_task import give_task
from tinhso.indicators.plans.actions.report_progress import report_progress
from tinhso.indicators.plans.actions.return_task import return_task
from tinhso.indicators.plans.actions.set_target import set_target
from tinhso.indicators.plans.plan_tasks import standing
from tinhso.indicators.registers.permissions import NotARegistrar, can_give_tasks, can_keep, can_keep_plans
from tinhso.indicators.registers.registers import RevisedBefore
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import NotYourFile
from tinhso.kernel.files.tests.makers import PDF, sent_file
from tinhso.kernel.people.roles import Examiner, Head, Supervisor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.periods import Period

WORDS = {"name": "Kế hoạch năm", "legal_basis": "thử", "theme": "Dữ liệu số"}
DUE = date(2024, 3, 29)
LATER = NOW + timedelta(days=4)


@pytest.fixture
def plan_town(town, monkeypatch):
    """The town with an examiner at B, and a plan that agency A follows."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    town.giang = make_officer("giang", "Lê Văn Giang", town.agency_b, "Chuyên viên", Examiner)
    town.plan = enter(town)
    return town


def enter(town, who="chi", number="1/KH", **changes):
    given = {"number": number, "address": number.replace("/", "-").lower(), "words": WORDS}
    dates = {"begins": date(2024, 1, 1), "ends": date(2025, 1, 1)}
    return enter_plan(**given | dates | changes, by=town.actor(who), now=NOW)


def give(town, who="chi", **changes):
    given = {
        "plan": town.plan,
        "agency": town.agency_b,
        "title": "Mở kho dữ liệu",
        "product": "Kho",
        "due_on": DUE,
    }
    return give_task(**given | changes, by=town.actor(who), now=NOW)


def report(town, task, who="giang", percent=40, text="Đã làm", finished=False, now=NOW):
    given = {"percent": percent, "text": text, "file": None, "finished": finished}
    task.case.refresh_from_db()
    return report_progress(task=task, ver=task.case.ver, by=town.actor(who), now=now, **given)


def test_a_task_is_due_at_the_end_of_its_day_and_sent_twice_it_is_one(plan_town):
    key = uuid4()
    task = give(plan_town, client_key=key)
    assert task.case.due_at.astimezone(NOW.tzinfo).date() == DUE
    assert (task.case.agency, task.case.desk, task.number) == (plan_town.agency_b, plan_town.agency_a, 1)
    assert give(plan_town, client_key=key) == task
    assert give(plan_town).number == 2
    assert EventRow.objects.filter(name__endswith="TaskGiven").count() == 2


def test_given_after_three_in_the_afternoon_it_is_due_on_the_same_day(plan_town):
    evening = datetime(2024, 3, 8, 17, 30, tzinfo=NOW.tzinfo)
    given = {
        "plan": plan_town.plan,
        "agency": plan_town.agency_b,
        "title": "x",
        "product": "y",
        "due_on": DUE,
    }
    task = give_task(**given, by=plan_town.actor("chi"), now=evening)
    assert task.case.due_at.astimezone(NOW.tzinfo).date() == DUE


@pytest.mark.parametrize("who", ["emi", "sau", "giang"])
def test_only_the_head_of_the_agency_that_follows_gives_tasks(plan_town, who):
    with pytest.raises(NotARegistrar):
        give(plan_town, who)


def test_a_day_that_is_not_ahead_is_refused(plan_town):
    with pytest.raises(EntryRefused, match="sau ngày giao"):
        give(plan_town, due_on=NOW.date())


def test_a_confirmed_task_is_judged_at_its_report(plan_town):
    task = give(plan_town)
    report(plan_town, task, percent=60)
    report(plan_town, task, finished=True)
    confirm_task(task=task, ver=task.case.ver, by=plan_town.actor("chi"), now=NOW + timedelta(days=60))
    task.case.refresh_from_db()
    assert (task.case.state, task.case.timeliness, task.case.settled_at) == ("done", "early", NOW)
    assert standing(task, NOW) == ("hoàn thành đúng hạn", "ok")
    names = {name.rpartition(".")[2] for name in EventRow.objects.values_list("name", flat=True)}
    assert {"ProgressReported", "CaseSettled", "CaseFinished"} <= names


def test_what_is_given_back_goes_on_with_its_own_time(plan_town):
    task = give(plan_town)
    with pytest.raises(Conflict):
        return_task(task=task, ver=task.case.ver, reason="x", by=plan_town.actor("chi"), now=NOW)
    report(plan_town, task, finished=True)
    with pytest.raises(EntryRefused):
        return_task(task=task, ver=task.case.ver, reason=" ", by=plan_town.actor("chi"), now=NOW)
    return_task(task=task, ver=task.case.ver, reason="Thiếu số liệu", by=plan_town.actor("chi"), now=LATER)
    with pytest.raises(Conflict):
        confirm_task(task=task, ver=task.case.ver, by=plan_town.actor("giang"), now=LATER)
    report(plan_town, task, finished=True, now=LATER + timedelta(days=60))
    late = LATER + timedelta(days=61)
    confirm_task(task=task, ver=task.case.ver, by=plan_town.actor("chi"), now=late)
    assert standing(task, late) == ("hoàn thành quá hạn", "late")


def test_a_report_without_words_or_beyond_a_hundred_is_refused(plan_town):
    task = give(plan_town)
    with pytest.raises(EntryRefused, match="nội dung"):
        report(plan_town, task, text=" ")
    with pytest.raises(EntryRefused, match="100%"):
        report(plan_town, task, percent=101)


def test_agencies_see_and_report_only_their_own_tasks(plan_town):
    task, own_task = give(plan_town), give(plan_town, agency=plan_town.agency_a)
    assert list(PlanTask.objects.visible_to(plan_town.actor("giang"))) == [task]
    assert list(PlanTask.objects.visible_to(plan_town.actor("emi"))) == [task, own_task]
    assert not PlanTask.objects.visible_to(plan_town.actor("bao")).exists()
    for stranger in ("emi", "bao", "chi"):
        with pytest.raises(NotYourTurn):
            report(plan_town, task, stranger)


def test_an_open_task_past_its_day_is_late(plan_town):
    task = give(plan_town)
    assert standing(task, NOW)[0] == "Thực hiện, báo cáo tiến độ"
    assert standing(task, NOW + timedelta(days=30)) == ("quá hạn", "late")


def test_a_plan_that_ends_before_it_begins_or_is_there_already_is_refused(plan_town):
    with pytest.raises(EntryRefused, match="sau ngày bắt đầu"):
        enter(plan_town, number="2/KH", ends=date(2024, 1, 1))
    with pytest.raises(EntryRefused, match="đã được nhập"):
        enter(plan_town)
    with pytest.raises(NotARegistrar):
        enter(plan_town, "emi", number="3/KH")


def target(town, value, was, reason="", who="chi", indicator="test.rate"):
    given = {"plan": town.plan, "indicator": indicator, "period": Period.parse("2024"), "source": "QĐ 1"}
    numbers = {"value": Decimal(value), "was": was, "reason": reason}
    return set_target(**given | numbers, by=town.actor(who), now=NOW)


def test_a_target_is_corrected_by_another_revision_with_its_reason(plan_town):
    make.make_version()
    target(plan_town, 90, 0)
    with pytest.raises(EntryRefused, match="lý do"):
        target(plan_town, 95, 1)
    with pytest.raises(EntryRefused, match="không khác"):
        target(plan_town, 90, 1, "Sửa")
    target(plan_town, 95, 1, "Giao lại")
    with pytest.raises(RevisedBefore):
        target(plan_town, 96, 1, "Giao lại")
    with pytest.raises(NotARegistrar):
        target(plan_town, 96, 2, "Giao lại", who="sau")
    with pytest.raises(EntryRefused, match="chỉ tiêu thống kê"):
        target(plan_town, 96, 0, indicator="nobody.knows")
    assert [row.value for row in PlanTarget.objects.standing()] == [95]
    assert PlanTarget.objects.count() == 2


NEW_PLAN = {
    "number": "7/KH-SA",
    "kind": "plan",
    "name": "Kế hoạch mới",
    "legal_basis": "NQ 1",
    "begins": "2024-01-01",
}


@pytest.mark.long
def test_the_pages_lead_from_the_plan_to_the_confirmed_task(plan_town, client, django_assert_max_num_queries):
    make.make_version()
    plan_town.sign_in(client, "chi")
    assert client.post("/can-bo/ke-hoach/moi/", NEW_PLAN | {"ends": "31/12/2023"}).status_code == 422
    assert client.post("/can-bo/ke-hoach/moi/", NEW_PLAN | {"ends": "2024-12-31"}).status_code == 302
    page = "/can-bo/ke-hoach/7-kh-sa-2024/"
    wanted = {"indicator": "test.rate", "period": "2024", "value": "97,5", "source": "QĐ 1", "was": 0}
    assert client.post(f"{page}chi-tieu/", wanted | {"value": "chín"}).status_code == 422
    assert client.post(f"{page}chi-tieu/", wanted).status_code == 302
    old = PlanTarget.objects.get()
    assert "97,5" in client.get(f"{page}chi-tieu/?sua={old.pk}").content.decode()
    wanted |= {"value": "98", "was": 1, "reason": "Giao lại"}
    assert client.post(f"{page}chi-tieu/?sua={old.pk}", wanted).status_code == 302
    assert "đã sửa: Giao lại" in client.get(page).content.decode()
    task = {"title": "Mở kho", "product": "Kho", "agency": plan_town.agency_b.pk, "due_on": "2024-03-29"}
    task |= {"client_key": str(uuid4())}
    assert client.post(f"{page}nhiem-vu/", task | {"due_on": "2024-03-01"}).status_code == 422
    assert client.post(f"{page}nhiem-vu/", task).status_code == 302
    code = PlanTask.objects.get().case.code
    at = f"/can-bo/nhiem-vu/{code}/"
    plan_town.sign_in(client, "giang")
    assert client.get(page).status_code == 403
    with django_assert_max_num_queries(16):
        assert code in client.get(at).content.decode()
    given = {"ver": PlanTask.objects.get().case.ver, "percent": 50, "text": ""}
    file = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
    assert "a.pdf (đã nhận" in client.post(f"{at}bao-cao/", given | {"file": file}).content.decode()
    sent = {"file_tep": str(StoredFile.objects.get().pk), "text": "Xong", "finished": "1"}
    assert client.post(f"{at}bao-cao/", given | sent).status_code == 302
    plan_town.sign_in(client, "chi")
    assert client.post(f"{at}tra-lai/", {"ver": 1, "reason": ""}).status_code == 422
    assert client.post(f"{at}xac-nhan/", {"ver": PlanTask.objects.get().case.ver}).status_code == 302
    with django_assert_max_num_queries(20):
        assert "hoàn thành đúng hạn" in client.get("/so-lieu/ke-hoach/7-kh-sa-2024/").content.decode()
    plan_town.sign_in(client, "bao")
    for address in (at, f"{at}tep/1/"):
        assert client.get(address).status_code == 404
    with django_assert_max_num_queries(12):
        assert client.get("/can-bo/ke-hoach/").status_code == 200


@pytest.mark.long
@pytest.mark.parametrize(
    ("column", "value"), [("finished", False), ("at", NOW - timedelta(days=9)), ("task_id", None)]
)
def test_a_report_that_is_changed_by_hand_is_named_with_its_task(plan_town, column, value):
    task, other = give(plan_town), give(plan_town)
    report(plan_town, task, percent=60)
    report(plan_town, task, finished=True)
    assert not differing()
    value = other.pk if column == "task_id" else value
    with connection.cursor() as cursor:  # as a superuser would, past the trigger that keeps such rows
        cursor.execute("set local session_replication_role = replica")
    TaskReport.objects.filter(finished=True).update(**{column: value})
    lines = differing()
    assert any(task.case.code in line and "indicators_taskreport" in line for line in lines), lines
    assert column == "task_id" or any(f".{column} " in line for line in lines)


def test_a_task_is_closed_or_given_back_by_who_gave_it_as_they_saw_it(plan_town):
    task = give(plan_town)
    with pytest.raises(Stale):
        report_progress(
            task=task,
            ver=task.case.ver + 1,
            percent=100,
            text="Xong",
            file=None,
            finished=True,
            by=plan_town.actor("giang"),
            now=NOW,
        )
    report(plan_town, task, finished=True)
    ver = task.case.ver
    for who in ("giang", "emi", "bao"):
        with pytest.raises(NotYourTurn):
            confirm_task(task=task, ver=ver, by=plan_town.actor(who), now=NOW)
        with pytest.raises(NotYourTurn):
            return_task(task=task, ver=ver, reason="Thiếu số liệu", by=plan_town.actor(who), now=NOW)
    with pytest.raises(Stale):
        confirm_task(task=task, ver=ver - 1, by=plan_town.actor("chi"), now=NOW)
    with pytest.raises(Stale):
        return_task(task=task, ver=ver - 1, reason="Thiếu số liệu", by=plan_town.actor("chi"), now=NOW)
    with pytest.raises(NoteRefused):
        return_task(task=task, ver=ver, reason="x" * 4001, by=plan_town.actor("chi"), now=NOW)


def test_a_report_of_progress_takes_only_a_file_of_who_reports(plan_town):
    task = give(plan_town)
    words = {"percent": 40, "text": "Đã làm", "finished": False, "by": plan_town.actor("giang"), "now": NOW}
    with pytest.raises(NotYourFile):
        report_progress(task=task, ver=task.case.ver, file=sent_file(by=plan_town.actor("an")), **words)


def test_who_keeps_a_plan_and_gives_its_tasks(plan_town):
    town = plan_town
    town.hung = make_officer("hung", "Lê Văn Hùng", town.agency_b, "Giám đốc", Head)
    town.chau = make_officer("chau", "Lê Thị Châu", town.agency_a, "Chuyên viên", Supervisor)
    assert can_keep_plans(SYSTEM) and can_keep(town.plan, SYSTEM) and not can_give_tasks(town.plan, SYSTEM)
    for who in ("chi", "chau"):
        assert can_keep_plans(town.actor(who)) and can_keep(town.plan, town.actor(who))
    assert can_give_tasks(town.plan, town.actor("chi")) and not can_give_tasks(town.plan, town.actor("chau"))
    assert can_keep_plans(town.actor("hung"))
    for who in ("hung", "giang", "sau", "emi", "an"):
        assert not can_keep(town.plan, town.actor(who)) and not can_give_tasks(town.plan, town.actor(who))
    for who in ("giang", "emi", "binh", "an"):
        assert not can_keep_plans(town.actor(who))
