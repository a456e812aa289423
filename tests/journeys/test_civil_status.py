"""A plain birth, a death and a marriage: handed in by a click, registered in the ministry's software over HTTP, drafted with its number."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from sandbox.civil_status.server import Server
from sandbox.store import Store
from tests.journeys.test_one_dossier import deed, furnish, province, run_jobs, sign_in, signing
from tinhso.kernel.people.public import User, actor_of
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.catalogue.papers import paper_states
from tinhso.onestop.catalogue.places import commune, seats_for
from tinhso.onestop.dossier.actions.attach_file import attach_file
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.linked_services.actions.send_linked import send_linked
from tinhso.onestop.linked_services.client import LinkedClient
from tinhso.onestop.linked_services.tests.linked_makers import COPY, SECRET
from tinhso.onestop.models import Decision, Dossier, LinkedPart, Procedure, ProcedureVersion
from tinhso.onestop.tests.filling import UNIT, filled, settle_as_typed
from tinhso.onestop.tests.makers import make_file

__all__ = ["province", "signing"]
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
START = datetime(2024, 3, 8, 9, 30, tzinfo=HANOI)
ACTS = {
    "1.001193": ("Giấy khai sinh", "Đăng ký khai sinh"),
    "1.000656": ("Trích lục khai tử", "Đăng ký khai tử"),
    "1.000894": ("Giấy chứng nhận kết hôn", "Đăng ký kết hôn"),
}
REGISTER = "Ghi Sổ hộ tịch trên phần mềm hộ tịch điện tử"


@pytest.fixture
def software(live_server: Any, settings: Any) -> Iterator[Server]:
    """The ministry's software: it calls our site over HTTP and is called by it."""
    server = Server(Store(), client=live_server.url, secret=SECRET, draw=lambda entry: COPY)
    server.clock = lambda: START + timedelta(hours=1)  # type: ignore[method-assign]
    settings.CIVIL_STATUS = {"url": server.url, "unit": "H56", "secret": SECRET}
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def draft(code: str) -> Dossier:
    """An's draft with every question answered and every paper attached."""
    an, procedure, day = User.objects.get(username="an"), Procedure.objects.get(code=code), START.date()
    version = ProcedureVersion.objects.of(procedure, day)
    by = actor_of(an, on=day)
    assert an.person
    agency, desk = seats_for(procedure, "commune", commune(UNIT, day), day)
    dossier = start_dossier(
        version=version, level="commune", agency=agency, desk=desk, person=an.person, by=by, now=START,
        client_key=uuid4(),
    )  # fmt: skip
    dossier.answers = filled(version.definition, on=day)
    dossier.save(update_fields=["answers"])
    dossier = Dossier.objects.whole().get(pk=dossier.pk)
    for state in paper_states(dossier):
        if state.missing:
            attach_file(dossier=dossier, paper=state.paper.id, file=make_file(by), by=by, now=START)
    return dossier


def register(software: Server, at: datetime) -> None:
    """What the jobs and the ministry's own loop do meanwhile."""
    for part in LinkedPart.objects.filter(state=LinkedPart.State.ASKED):
        client = LinkedClient({"url": software.url, "unit": "H56", "secret": SECRET})
        send_linked(part.pk, client=client, at=timezone.now() + timedelta(seconds=1), now=at)
    software.registers.decide_due(at + timedelta(hours=2), lambda: False)
    software.post.deliver((at + timedelta(hours=2)).timestamp())


def test_birth_death_and_marriage_come_back_with_number_and_copy(
    browser: Browser, province: str, software: Server
) -> None:
    furnish(START)
    codes = {}
    an = sign_in(browser, province, "an", phone=True)
    for procedure in ACTS:
        code = draft(procedure).case.code
        an.open(f"/ho-so/{code}/kiem-tra/")
        an.fill()
        an.choose("result_by", "desk")
        an.press("Nộp hồ sơ")
        assert not an.page.locator(".summary").count(), an.page.locator(".summary").inner_text()
        codes[an.page.url.rstrip("/").rsplit("/", 1)[1]] = procedure
    run_jobs(START)
    nga = actor_of(User.objects.get(username="nga"), on=START.date())
    for code in codes:
        settle_as_typed(Dossier.objects.whole().get(case__code=code), by=nga, now=START)
        deed(browser, province, "nga", code, "Tiếp nhận hồ sơ")
        deed(browser, province, "nga", code, "Chuyển đến cơ quan giải quyết")
        deed(browser, province, "thanh", code, REGISTER)
    register(software, START)
    for code, procedure in codes.items():
        part = LinkedPart.objects.get(dossier__case__code=code)
        assert (part.state, bool(part.number)) == (LinkedPart.State.SETTLED, True)
        an.open(f"/ho-so/{code}/")
        assert part.number in an.page.locator("main").inner_text()
        deed(browser, province, "thanh", code, "Trình ký kết quả", finding="Đủ giấy tờ, đúng thẩm quyền")
        decision = Decision.objects.get(dossier__case__code=code)
        title, act = ACTS[procedure]
        assert decision.title == title
        assert decision.articles[0].startswith(f"{act}: số {part.number}")
