"""A birth is registered with the parents' data and the hospital's word, through a plane on the policy of the registry, and no
paper of theirs; the mother sees who asked, why and when, asks about one line, and the data officer answers."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from sandbox.civil_status.server import Server as CivilStatus
from sandbox.lookups import Server
from sandbox.population.server import make_server as population
from sandbox.population.tests.databases import WORD, served
from sandbox.social_insurance.server import make_server as social_insurance
from tests.journeys import test_birth as birth
from tests.journeys import test_one_dossier as journey
from tests.journeys.test_civil_status import REGISTER, register, software
from tests.journeys.test_once_only import ask, filled_to_the_papers, what_an_types
from tests.journeys.test_one_dossier import Person, deed, furnish, province, sign_in, signing
from tinhso.casework.public import Case, State
from tinhso.demo.exchange.agreements import LAW, SHOP, Agreements
from tinhso.demo.exchange.national import wiring
from tinhso.demo.exchange.people import Office
from tinhso.demo.exchange.registers import fill_registers
from tinhso.demo.exchange.registry import Registry
from tinhso.exchange.calls.actions.import_calls import import_calls
from tinhso.exchange.models import DataUseRequest, ServiceAddress
from tinhso.exchange.policy.actions.issue_policy import issue_policy
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.exchange.plane.tests.running import Running, plane
from tinhso.onestop.models import Dossier, HandOver, LinkedPart
from tinhso.onestop.once_only import asking

__all__ = ["province", "signing", "software", "what_an_types"]
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
START = datetime(2024, 3, 8, 9, 30, tzinfo=HANOI)
TRACKER = "/tai-khoan/ai-da-dung-du-lieu/"
SECRETS = {"EXCHANGE_KEY": "k" * 43, "EXCHANGE_CLIENT_KEY": WORD, "EXCHANGE_SUBJECT_KEY": "s" * 43}


@pytest.fixture
def furnished(province: str, settings: Any, tmp_path: Path) -> Iterator[str]:  # noqa: F811
    """The province with its registry of the exchange, every agreement made by the deeds of those who would make it."""
    for name, value in SECRETS.items():
        setattr(settings, name, value)
    settings.EXCHANGE_FOLDER = tmp_path / "plane"
    asking.client.cache_clear()
    furnish(START)
    office = Office(START)
    registry = Registry(office)
    group = registry.fill()
    fill_registers(registry)
    Agreements(office, registry, group).fill()
    yield province
    asking.client.cache_clear()


@pytest.fixture
def exchange(furnished: str, software: CivilStatus, settings: Any) -> Iterator[Running]:  # noqa: F811
    issued = issue_policy(environment=ServiceAddress.Environment.PRODUCTION, by=SYSTEM, now=START)
    assert issued
    servers: dict[str, Server] = {"population": population(), "social_insurance": social_insurance()}
    wired = wiring()
    urls = {name: server.url for name, server in servers.items()} | {"civil_status": software.url}
    places = {address: f"{urls[name]}/api" for address, name in wired["stand_ins"].items() if name in urls}
    with ExitStack() as stack:
        for server in servers.values():
            stack.enter_context(served(server))
        running = stack.enter_context(
            plane(
                settings.EXCHANGE_FOLDER,
                issued.document.encode(),
                stand_ins=places,
                subject_word=SECRETS["EXCHANGE_SUBJECT_KEY"],
            )
        )
        address = f"http://127.0.0.1:{running.port}"
        settings.EXCHANGE_CLIENT = {"plane": address, "client": wired["client"]}
        yield running


def settle(browser: Browser, site: str, code: str, software: CivilStatus) -> None:  # noqa: F811
    """From the desk to the certificate in her hand."""
    journey.run_jobs(START)
    deed(browser, site, "nga", code, "Tiếp nhận hồ sơ")
    deed(browser, site, "nga", code, "Chuyển đến cơ quan giải quyết")
    thanh = sign_in(browser, site, "thanh")
    thanh.open(f"/can-bo/ho-so/{code}/")
    for one in thanh.page.locator("#du-lieu-nguon details").all():
        if one.get_attribute("open") is None:
            one.locator("summary").first.click()
    facts = thanh.page.locator("#du-lieu-nguon").inner_text()
    assert "Trịnh Quốc Bảo" in facts and "còn dùng được" in facts and "Hỏi lại nguồn" not in facts
    assert "đã đồng ý trên trang này" in facts
    deed(browser, site, "thanh", code, REGISTER)
    register(software, START)
    deed(browser, site, "thanh", code, "Trình ký kết quả", finding="Đủ giấy tờ, đúng thẩm quyền")
    deed(browser, site, "loc", code, "Ký duyệt")
    deed(browser, site, "ven", code, "Vào số, đóng dấu, phát hành")
    deed(browser, site, "nga", code, "Trả kết quả", collected_by="Lê Thị An", id_number="0001")
    case = Case.objects.get(code=code)
    assert case.state == State.DONE and HandOver.objects.filter(dossier__case=case).exists()
    assert LinkedPart.objects.get(dossier__case=case, kind="civil_status").number


def who_asked(an: Person, code: str) -> None:
    """Every call and reading in her own words; no officer by name."""
    an.open(TRACKER)
    page = an.page.locator("main").inner_text()
    assert "Sở Thông tin và Truyền thông" in page and SHOP in page and LAW in page
    assert "Hỏi qua nền tảng" in page and "Mở hồ sơ" in page and code in page
    assert "ngày 08/03/2024" in page or "Ngày 08/03/2024" in page
    for officer in ("Phạm Thị Nga", "Nguyễn Văn Thanh", "Trương Văn Lộc"):
        assert officer not in page
    assert an.page.locator("main article").count() >= 3


def question_about_one_line(an: Person) -> str:
    call = an.page.locator("main article", has_text="Hỏi qua nền tảng").first
    call.get_by_role("link", name="Hỏi, khiếu nại về lần này").click()
    an.look()
    assert "3 ngày" in an.page.locator("main").inner_text()
    an.press("Gửi")
    assert "Viết điều ông/bà muốn hỏi." in an.page.locator("main").inner_text()
    an.page.locator('input[name="kind"][value="question"]').check()
    an.page.locator('textarea[name="text"]').fill("Vì sao hỏi nơi thường trú của tôi?")
    an.press("Gửi")
    assert "Vì sao hỏi nơi thường trú" in an.page.locator("main").inner_text()
    return DataUseRequest.objects.get().case.code


@pytest.mark.parametrize("script", [True, False], ids=["phone", "without-javascript"])
def test_no_paper_of_the_parents_and_the_mother_sees_who_asked(
    browser: Browser,
    furnished: str,
    exchange: Running,
    software: CivilStatus,  # noqa: F811
    settings: Any,
    script: bool,
) -> None:
    an = sign_in(browser, furnished, "an", phone=True, script=script)
    filled_to_the_papers(an)
    assert "Không phải nộp: lấy từ dữ liệu" in ask(an)
    an.press("Tiếp tục")
    an.fill()
    an.choose("result_by", "desk")
    an.press("Nộp hồ sơ")
    dossier = Dossier.objects.select_related("case").get()
    assert not dossier.attachments.exists() and not dossier.handed_in.exists()
    assert dossier.answers["ho_ten_cha"] == "Trịnh Quốc Bảo"
    settle(browser, furnished, dossier.case.code, software)
    exchange.process.terminate()  # its open file of calls is closed
    exchange.process.wait(timeout=180)
    import_calls(folder=settings.EXCHANGE_FOLDER / "calls", by=SYSTEM, now=START + timedelta(hours=4))
    who_asked(an, dossier.case.code)
    code = question_about_one_line(an)
    dao = sign_in(browser, furnished, "dao")
    dao.open(f"/can-bo/chia-se-du-lieu/hoi-dap/{code}/")
    dao.page.locator('input[name="finding"][value="right"]').check()
    dao.page.locator('textarea[name="text"]').fill("Để điền sẵn nơi cư trú của mẹ trong tờ khai sinh.")
    dao.page.locator("main form button[type=submit]").first.click()
    an.open(f"{TRACKER}cau-hoi/{code}/")
    answer = an.page.locator("main").inner_text()
    assert "Để điền sẵn nơi cư trú" in answer and "Lê Thị Đào" not in answer
    assert Case.objects.get(code=code).is_final and dossier.version.procedure.code == birth.CODE
