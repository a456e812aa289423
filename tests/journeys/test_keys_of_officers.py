"""Desks by keys alone, in a real browser: a clerk receives ten and hands over three, and one paper application in at most
25 keys; a head assigns ten and signs twenty. No mouse, and no Tab on the worklist."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from django.db import connection
from playwright.sync_api import expect

from tests.journeys.test_clerks_morning import CODE, who, words
from tests.journeys.test_one_dossier import OLD, Person, furnish, province, sign_in, signing
from tinhso.casework.public import Case, State, assign_case
from tinhso.kernel.papers.public import LocalServiceSigner
from tinhso.kernel.people.public import Person as Citizen
from tinhso.kernel.people.public import User
from tinhso.onestop.catalogue.papers import papers_of
from tinhso.onestop.catalogue.places import seats_for
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.handling.actions.forward_dossier import forward_dossier
from tinhso.onestop.intake.actions.start_at_counter import Applicant, start_at_counter
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.intake.actions.tick_papers import tick_papers
from tinhso.onestop.models import Dossier, FeeCharge, HandOver, Procedure, ProcedureVersion
from tinhso.onestop.money.actions.receive_payment import receive_cash
from tinhso.onestop.results.actions.draft_decision import draft_decision
from tinhso.onestop.results.actions.issue_result import issue_result
from tinhso.onestop.results.actions.sign_decision import sign_decision

__all__ = ["province", "signing"]  # fixtures of the first journey
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
MOST_KEYS = 25
T = TypeVar("T")
DRAFT: dict[str, Any] = {"title": "Giấy phép", "articles": ["Cấp giấy phép."], "finding": "Đủ điều kiện"}


def on_paper(number: int) -> Dossier:
    """A paper application at Bình's desk, which waits to be received, its fee paid."""
    day, procedure = OLD.start.date(), Procedure.objects.get(code=CODE)
    version = ProcedureVersion.objects.of(procedure, day)
    agency, desk = seats_for(procedure, "province", None, day)
    applicant = Applicant(Citizen.Kind.CITIZEN, f"0382000{number:05}", f"Người Nộp {number}")
    dossier = start_at_counter(
        version=version,
        level="province",
        agency=agency,
        desk=desk,
        applicant=applicant,
        source=Case.Source.COUNTER,
        by=who("binh"),
        now=OLD.start,
        client_key=uuid4(),
    )
    ways = {paper.id: "submitted" for paper in papers_of(version)}
    tick_papers(dossier=dossier, papers=ways, by=who("binh"), now=OLD.start)
    Dossier.objects.filter(pk=dossier.pk).update(on_paper=True, result_by="desk")
    dossier.refresh_from_db()
    submit_dossier(dossier=dossier, by=who("binh"), now=OLD.start)
    charge = FeeCharge.objects.whole().get(dossier=dossier, due=FeeCharge.Due.ACCEPT)
    receive_cash(charge_id=charge.pk, ver=charge.ver, amount=charge.rest, by=who("binh"), now=OLD.start)
    return dossier


def at_assigning(number: int) -> Dossier:
    dossier = on_paper(number)
    accept_dossier(dossier=dossier, **words("binh", dossier))
    forward_dossier(dossier=dossier, **words("binh", dossier))
    return dossier


def at_signing(number: int) -> Dossier:
    dossier = at_assigning(number)
    assign_case(case=dossier.case, officer_id=User.objects.get(username="emi").pk, **words("chi", dossier))
    draft_decision(dossier=dossier, **DRAFT, **words("emi", dossier))
    return dossier


def result_ready(number: int, url: str) -> Dossier:
    dossier = at_signing(number)
    sign_decision(dossier=dossier, signer=LocalServiceSigner("chi", url=url), **words("chi", dossier))
    issue_result(dossier=dossier, signer=LocalServiceSigner("so-tttt", url=url), **words("van", dossier))
    return dossier


def aside(made: Callable[[], T]) -> T:
    """In a thread of its own: Playwright's loop runs in this one, and signing wants one too."""

    def apart() -> T:
        try:
            return made()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(apart).result()


class Keys:
    """Somebody at a keyboard; `pressed` counts the keys that are not somebody's data."""

    def __init__(self, person: Person) -> None:
        self.person, self.pressed = person, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.person.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        self.person.page.keyboard.type(text)

    def says(self, text: str) -> None:
        expect(self.person.page.locator("main")).to_contain_text(text)
        self.person.look()


@pytest.fixture
def _furnished(province: str, signing: tuple[str, Any]) -> None:
    furnish(OLD.start)


def test_a_clerk_receives_ten_and_hands_over_three_by_keys(browser, _furnished, province, signing):
    waiting = aside(lambda: [on_paper(n) for n in range(10)])
    ready = aside(lambda: [result_ready(n, signing[0]) for n in range(20, 23)])
    keys = Keys(sign_in(browser, province, "binh"))
    keys.says("Việc của tôi")
    keys.press("Shift+X", "t")
    keys.says("Đã xong 10 hồ sơ")
    assert Case.objects.filter(pk__in=[d.pk for d in waiting], step="forward").count() == 10
    keys.press("g", "4")  # all, late, to forward, to hand over
    keys.says("Cần trả kết quả")
    keys.press("Shift+X", "h")
    keys.says("Đã trả 3 kết quả")
    assert HandOver.objects.filter(dossier__in=ready).count() == 3
    assert Case.objects.filter(state=State.DONE).count() == 3
    assert keys.pressed <= 8


def test_a_paper_application_takes_at_most_25_keys_beside_the_persons_data(browser, _furnished, province):
    aside(lambda: on_paper(1))
    keys = Keys(sign_in(browser, province, "binh"))
    keys.says("Việc của tôi")
    keys.press("q")
    keys.says("Nhận nhiều trong hai tuần qua")
    keys.press("1")
    keys.says("Giấy tờ đã nhận")
    for text in ("038190000088", "Trần Thị Mới", "0912345678", "Số 1 đường Mẫu"):
        keys.type(text)
        keys.press("Tab")
    keys.press("Space", "Enter")
    keys.says("Thu tiền mặt")  # this procedure takes its fee first
    keys.press("m")
    keys.says("biên lai")
    keys.press("o")
    keys.says("Tiếp nhận hồ sơ")
    keys.press("t")
    keys.says("giấy tiếp nhận số")
    dossier = Dossier.objects.select_related("case").get(applicant_name="Trần Thị Mới")
    assert (dossier.case.step, dossier.on_paper, dossier.answers) == ("forward", True, {})
    assert keys.pressed <= MOST_KEYS, keys.pressed


def test_a_head_assigns_ten_and_signs_twenty_by_keys(browser, _furnished, province):
    waiting = aside(lambda: [at_assigning(n) for n in range(10)])
    drafted = aside(lambda: [at_signing(n) for n in range(20, 40)])
    keys = Keys(sign_in(browser, province, "chi"))
    keys.says("Việc của tôi")
    keys.press("Shift+X", "p")
    keys.says("Đã giao 10 việc")
    assert Case.objects.filter(pk__in=[d.pk for d in waiting], step="examine").count() == 10
    keys.press("s")
    keys.says("Chờ ký")
    keys.press("Shift+X", "s")
    expect(keys.person.page.locator("[data-told]", has_text="Đã ký.")).to_have_count(20, timeout=180_000)
    assert Case.objects.filter(pk__in=[d.pk for d in drafted], step="issue").count() == 20
    assert keys.pressed <= 6


def test_an_examiner_comes_to_the_refusal_by_its_key(browser, _furnished, province):
    dossier = aside(lambda: at_assigning(60))
    emi_id = User.objects.get(username="emi").pk
    aside(lambda: assign_case(case=dossier.case, officer_id=emi_id, **words("chi", dossier)))
    emi = sign_in(browser, province, "emi")
    emi.open(f"/can-bo/ho-so/{dossier.case.code}/")
    shut = emi.page.locator("details:has(summary[data-key=k])")
    assert shut.get_attribute("open") is None and "K" in shut.locator("kbd").inner_text()
    emi.page.keyboard.press("k")
    expect(shut).to_have_attribute("open", "")
    expect(shut.locator("textarea, select, input:not([type=hidden])").first).to_be_focused()
