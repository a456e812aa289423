"""Every officer's and firm's address of this package, asked by a head of another agency for what is agency A's."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from tests.town import make_agency, make_citizen, make_officer
from tinhso.indicators import urls
from tinhso.indicators.assessments import scoring
from tinhso.indicators.assessments.actions.open_round import open_round
from tinhso.indicators.assessments.actions.score_criterion import begin_assessment, score_criterion
from tinhso.indicators.data_entry.actions.complete_entry import complete_entry
from tinhso.indicators.economy.actions.enter_programme import enter_programme
from tinhso.indicators.economy.actions.enter_support import enter_support
from tinhso.indicators.executive.actions.urge_agency import urge_agency
from tinhso.indicators.good_models.actions.save_model import save_model
from tinhso.indicators.loading.actions.load_criteria import load_criteria
from tinhso.indicators.models import CriteriaSet, DataEntry
from tinhso.indicators.plans.actions.enter_plan import enter_plan
from tinhso.indicators.plans.actions.give_task import give_task
from tinhso.indicators.reports.actions.move_report import open_report
from tinhso.indicators.rights.entry_permissions import can_approve, can_enter, can_read, can_unlock
from tinhso.indicators.rights.permissions import can_draft, can_see, can_sign_off
from tinhso.indicators.tests import entry_makers as entries
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import SYSTEM, Actor, EventRow
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Clerk, Examiner, Head, Supervisor
from tinhso.kernel.site import clock

pytestmark = pytest.mark.django_db
SECRET = "Việc riêng của cơ quan A"
NOW = entries.NOW
# Pages without an object of anybody: they show the own agency's alone, and none of what is agency A's.
OWN_LISTS = ("entries_due", "executive", "plan_desk", "model_desk", "programmes", "registers", "assessments")
# Whoever is an officer does this for the own agency.
OWN_DEEDS = (
    "annotate_figure",
    "new_model",
    "executive_agencies",
    "executive_agencies_file",
    "comment_annual_report",
    "begin_assessment",
    "approve_entries",
)
# Of the province's leaders alone: refused at a commune before anything is asked.
LEADERS = ("enter_plan", "new_programme", "open_round", "edit_rank", "move_report", "confirm_report_figures")
# Registers of infrastructure without a position: for every officer to read, for the focal agency's to write.
FOR_OFFICERS = (
    *("infrastructure_desk", "infrastructure_register", "network_operators", "operator_tables"),
    *("operator_table_template", "signal_villages"),
)
FIRMS = ("firm_assessments", "firm_assessment", "firm_score_line", "firm_assessment_file")


@pytest.fixture
def agency_rows(town, monkeypatch):
    """What agency A holds, and a head of a commune who has every role but belongs to nothing of it."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr("tinhso.indicators.data.sources.report_data", lambda year: REPORT)
    monkeypatch.setattr("tinhso.indicators.reports.source.report_data", lambda year: REPORT)
    kind = Agency.Kind.COMMITTEE
    xa = make_agency("xa-9", "UBND xã 9", kind=kind, level="commune", unit=town.other_commune)
    town.la = make_officer("la", "Lê Văn Lạ", xa, "Chủ tịch", Head, Examiner, Clerk, Supervisor)
    make.make_version()
    found = entry_arguments(town) | assessed(town) | planned(town) | registered(town) | urged(town)
    found |= {"issue_report": {"year": 2023}, "write_report_section": {"year": 2023, "key": "mot"}}
    open_report(year=2023, by=town.actor("chi"), now=NOW)
    return found


REPORT = {"title": "Báo cáo", "subject": "2023", "opening": "", "periods": {"year": "2023"}, "sections": []}


def entry_arguments(town):
    data_set = entries.make_set(town.agency_a)
    entry = entries.enter(town, data_set, entries.numbers(1, 2))
    complete_entry(entry=entry, ver=entry.approval.ver, by=town.actor("emi"), now=NOW)
    where = {"data_set": data_set.code, "agency": town.agency_a.code, "period": entries.PERIOD.code}
    return {
        "completeness": {"data_set": data_set.code},
        "entry": where,
        "check_entry_file": where,
        "export_entry": where | {"kind": "csv"},
        "move_entry": where | {"deed": "duyet"},
        "confirm_unusual": where,
    }


def assessed(town):
    load_criteria(by=SYSTEM, now=NOW)
    given = {"year": 2024, "verifier": town.agency_b, "closes_on": date(2024, 12, 15)}
    round_ = open_round(criteria=CriteriaSet.objects.get(code="dti_co_quan"), **given, by=SYSTEM, now=NOW)
    draft = begin_assessment(round=round_, agency=town.agency_a, by=town.actor("emi"), now=NOW)
    line = scoring.leaves(round_.criteria)[0]
    score = {"score": Decimal(1), "explanation": SECRET, "file": None}
    score_criterion(assessment=draft, criterion=line, by=town.actor("emi"), now=NOW, **score)
    one = {"pk": draft.pk, "line": line.pk}
    return {
        "assessment": {"pk": draft.pk},
        "score_line": one,
        "assessment_file": one,
        "recognitions": {"code": "xa"},
        "edit_recognition": {"code": "xa"},
    }


def planned(town):
    words = {
        "name": "Kế hoạch chung",
        "legal_basis": "thử",
        "theme": "",
    }  # plans are public, their desk is not
    dates = {"begins": date(2024, 1, 1), "ends": date(2025, 1, 1)}
    plan = enter_plan(number="1/KH", address="1-kh", words=words, **dates, by=town.actor("chi"), now=NOW)
    given = {"title": SECRET, "product": "Kho", "due_on": date(2024, 3, 29)}
    task = give_task(plan=plan, agency=town.agency_b, **given, by=town.actor("chi"), now=NOW)
    code = {"code": task.case.code}
    found = dict.fromkeys(("plan_task", "report_task", "confirm_task", "return_task"), code)
    found |= dict.fromkeys(
        ("plan_followed", "edit_target", "edit_funding", "give_task"), {"address": plan.address}
    )
    return found | {"task_file": code | {"report": 1}}


def urged(town):
    make.make_case(town, None, due_at=NOW - timedelta(days=3))
    given = {"agency": town.agency_a, "text": SECRET, "due_on": NOW.date() + timedelta(days=5)}
    urging = urge_agency(**given, sender=town.committee, by=town.actor("sau"), now=NOW)
    code = {"code": urging.case.code}
    return {"urge_agency": {"code": town.agency_a.code}, "urging": code, "answer_urging": code}


def registered(town):
    words = {"title": SECRET, "doer": "Tổ", "what": "Mã", "result": "Nhanh", "spot": "", "evidence": "QĐ 1"}
    model = save_model(model=None, words=words, since=date(2024, 1, 5), by=town.actor("emi"), now=NOW)
    dates = {"begins": date(2023, 1, 1), "ends": date(2025, 1, 1)}
    programme = enter_programme(name=SECRET, legal_basis="NQ 1", **dates, by=town.actor("chi"), now=NOW)
    typed = {"tax_code": "0100000001", "name": "Công ty A", "kind": "advice", "amount": 1, "note": ""}
    support = enter_support(
        programme=programme, **typed, given_on=date(2024, 2, 1), by=town.actor("emi"), now=NOW
    )
    names = ("model_sheet", "edit_model", "add_model_file", "return_model", "copy_model")
    found = dict.fromkeys((*names, "submit_model", "confirm_model"), {"pk": model.pk})
    found |= dict.fromkeys(("programme", "new_support"), {"pk": programme.pk})
    return found | {"revoke_support": {"pk": programme.pk, "support": support.pk}}


def guarded():
    """Names of this package's addresses that are not for everybody."""
    found = (item for item in urls.urlpatterns)
    return {item.name for item in found if getattr(item.callback, "guard", "") != "public"}


def answers(client, name, kwargs):
    url = reverse(name, kwargs=kwargs)
    return client.get(url).status_code, client.post(url, {"ver": 1}).status_code


@pytest.mark.long
def test_no_address_of_agency_a_opens_for_the_head_of_another_one(town, agency_rows):
    stranger = town.sign_in(Client(), "la")
    before = EventRow.objects.filter(name__startswith="indicators.").count()
    answers_seen = {name: answers(stranger, name, kwargs) for name, kwargs in agency_rows.items()}
    leaders = {"move_report": {"year": 2023, "deed": "gui"}, "confirm_report_figures": {"year": 2023}}
    answers_seen |= {name: answers(stranger, name, leaders.get(name, {})) for name in LEADERS}
    let_in = {
        name: pair
        for name, pair in answers_seen.items()
        if not set(pair) <= {403, 404, 405} or set(pair) == {405}
    }
    assert let_in == {}
    assert EventRow.objects.filter(name__startswith="indicators.").count() == before


@pytest.mark.long
def test_the_head_of_another_one_approves_no_report_of_agency_a_among_many(town, agency_rows):
    where, entry = agency_rows["entry"], DataEntry.objects.get()
    row = "|".join([where["data_set"], where["agency"], where["period"], str(entry.approval.ver)])
    stranger = town.sign_in(Client(), "la")
    for chosen in (row, row.replace("|", "/"), row + "x", "|||", ""):
        page = stranger.post(reverse("approve_entries"), {"chosen": chosen}, follow=True).content.decode()
        assert SECRET not in page and "Đã duyệt" not in page, chosen
    entry.approval.refresh_from_db()
    assert entry.approval.ver == int(row.rsplit("|", 1)[1])


@pytest.mark.long
def test_lists_show_nothing_of_agency_a_to_the_head_of_another_one(town, agency_rows):
    stranger = town.sign_in(Client(), "la")
    for name in OWN_LISTS:
        page = stranger.get(reverse(name))
        assert page.status_code in {200, 403}, name
        assert SECRET not in page.content.decode(), name
    own_page = town.sign_in(Client(), "emi").get(reverse("model_desk")).content.decode()
    assert SECRET in own_page


def addresses_of(*subjects):
    """The guarded addresses of subjects whose tests ask strangers for each object, with arguments that name none."""
    found = {}
    for item in urls.urlpatterns:
        module, name = getattr(item.callback, "__module__", ""), item.name
        if name in guarded() and module.split(".")[2:3] and module.split(".")[2] in subjects:
            kinds = item.pattern.converters.items()
            given = {key: 1 if "Int" in type(kind).__name__ else "x" for key, kind in kinds}
            found[name] = given | ({"kind": "station"} if given.get("kind") == "x" else {})
    return found


@pytest.mark.long
def test_every_guarded_address_is_asked_here(town, agency_rows):
    others_tests = addresses_of("infrastructure", "periodic_reports")
    assert guarded() == {*agency_rows, *OWN_LISTS, *OWN_DEEDS, *LEADERS, *FIRMS, *others_tests}
    stranger = town.sign_in(Client(), "la")
    seen = {name: set(answers(stranger, name, given)) for name, given in others_tests.items()}
    let_in = {name for name, codes in seen.items() if not codes <= {403, 404, 405}}
    assert let_in == {*FOR_OFFICERS, "owed_reports", "received_reports"}


@pytest.mark.long
def test_a_firm_opens_no_other_firms_assessment(town, agency_rows):
    town.doan = make_citizen("doan", "Lê Văn Doan", "038190000099")
    firm = town.sign_in(Client(), "doan")
    for name in ("firm_assessment", "firm_score_line", "firm_assessment_file"):
        kwargs = agency_rows["assessment"] if name == "firm_assessment" else agency_rows["score_line"]
        assert set(answers(firm, name, kwargs)) <= {403, 404, 405}, name


EVERYBODY = ("an", "dung", "binh", "emi", "chi", "van", "bao", "quan", "tra", "sau")


def others(town, *who):
    return [*(town.actor(name) for name in EVERYBODY if name not in who), Actor()]


def test_figures_that_are_not_public_are_for_officers_and_reports_for_who_leads(town):
    public, inner = SimpleNamespace(public=True), SimpleNamespace(public=False)
    for name in ("an", "dung"):
        assert can_see(public, town.actor(name))
        assert not can_see(inner, town.actor(name))
    assert can_see(inner, town.actor("emi"))
    assert can_draft(town.actor("chi")) and can_draft(town.actor("sau")) and can_sign_off(town.actor("chi"))
    for by in others(town, "chi", "sau"):
        assert not can_draft(by)
    for by in others(town, "chi"):
        assert not can_sign_off(by)


def test_a_report_is_entered_read_approved_and_unlocked_in_its_own_line_of_agencies(town):
    entry = DataEntry(agency=town.agency_a)
    town.tho = make_officer("tho", "Lê Văn Thọ", town.committee, "Chủ tịch", Head)
    for name in ("emi", "van", "chi"):
        assert can_enter(town.agency_a, town.actor(name))
        assert not can_enter(town.agency_b, town.actor(name))
        assert not can_read(town.agency_b, town.actor(name))
    for by in others(town, "emi", "van", "chi"):
        assert not can_enter(town.agency_a, by)
    readers = ("emi", "van", "chi", "tra", "sau", "quan")
    assert all(can_read(town.agency_a, town.actor(name)) for name in readers)
    for by in others(town, *readers):
        assert not can_read(town.agency_a, by)
    assert can_approve(entry, town.actor("chi")) and can_approve(entry, town.actor("tho"))
    for by in others(town, "chi"):
        assert not can_approve(entry, by)
    assert can_unlock(entry, town.actor("tho")) and can_unlock(entry, town.actor("sau"))
    for by in others(town, "sau"):
        assert not can_unlock(entry, by)
