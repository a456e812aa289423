"""An agency applies for an agreement, the provider looks at it and approves, and the agency's own program, copied from the page for
technicians, gets an answer through a real plane; the log says so to both."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings as site_settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from tests.journeys.test_one_dossier import Person
from tests.town import Town
from tinhso.casework.tests.makers import NOW
from tinhso.exchange.calls.actions.import_calls import import_calls
from tinhso.exchange.conftest import joined, staffed
from tinhso.exchange.models import Agreement, ExchangeCall, ServiceAddress
from tinhso.exchange.policy.actions.issue_policy import issue_policy
from tinhso.exchange.registry.actions.place_service import place_service
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.law.models import Rule
from tinhso.kernel.site.models import Instance
from tinhso.lib.exchange.plane.tests.running import plane, provider

__all__ = ["joined", "staffed"]
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
AT = "/can-bo/chia-se-du-lieu/"
PLACE = "https://a.vi-du.vn/api"


def person(browser: Browser, town: Town, site: str, who: str) -> Person:
    client = town.sign_in(Client(), who)
    name = site_settings.SESSION_COOKIE_NAME
    context = browser.new_context(viewport={"width": 1366, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    return Person(context.new_page(), site)


def enter_key(hoa: Person, town: Any, folder: Path) -> None:
    """A pair made on the agency's machine; the page is given its public half."""
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "khoa-rieng.pem").write_bytes(pem)
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    hoa.open(f"{AT}he-thong/{town.consumer.pk}/khoa-moi/")
    hoa.page.locator('[name="pem"]').fill(public)
    last = timezone.now() + timedelta(days=30)
    hoa.page.locator('[name="last_day"]').fill(f"{last:%d/%m/%Y}")
    hoa.press("Thêm khóa")


def apply(hoa: Person, town: Any) -> str:
    hoa.open(f"{AT}dich-vu/{town.service.pk}/de-nghi/")
    hoa.page.locator('select[name="consumer"]').select_option(index=1)
    hoa.page.locator('select[name="kind"]').select_option("specific")
    hoa.page.locator('input[name="operations"]').first.check()
    fields = {"legal_basis": "NĐ 47/2020/NĐ-CP", "purpose": "Điền sẵn tờ khai", "fields_needed": "name"}
    fields |= {"per_second": "5", "per_day": "100", "concurrent": "2"}
    for name, text in (fields | {"begins": "08/03/2024", "ends": "07/03/2025"}).items():
        hoa.page.locator(f'[name="{name}"]').fill(text)
    hoa.page.locator("main form button[type=submit]").click()
    hoa.look()
    return f"{AT}thoa-thuan/{Agreement.objects.select_related('case').get().case.code}/"


def decide(who: Person, sheet: str, deed: str, words: str) -> None:
    who.open(sheet)
    who.follow(words)
    assert who.page.url.endswith(f"/{deed}/")
    who.press(words)


def run_code(code: str, folder: Path) -> str:
    """What the program says that was copied from the page; the number of a person is typed in."""
    file = folder / "goi.py"
    file.write_text(code.replace("{id}", "038088000011"))
    done = subprocess.run(
        [sys.executable, str(file)], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout + done.stderr[-300:]


def test_an_agreement_is_applied_for_approved_and_used(
    browser: Browser,
    live_server: Any,
    joined: Any,
    tmp_path: Path,
    settings: Any,  # noqa: F811
) -> None:
    settings.EXCHANGE_KEY, settings.EXCHANGE_FOLDER = "k" * 43, tmp_path / "plane"
    names = {"name": "Tỉnh Số", "owner": "UBND tỉnh Mẫu", "province_code": "38", "ident_code": "H56"}
    defaults = names | {"demo": True, "clock_offset": NOW - timezone.now()}
    Instance.objects.update_or_create(pk=1, defaults=defaults)
    Rule.objects.filter(key="exchange.key_days").update(value=36500)
    place_service(
        service=joined.service, environment="production", url=PLACE, by=joined.actor("dao"), now=NOW
    )
    hoa, dao, chi = (person(browser, joined, live_server.url, who) for who in ("hoa", "dao", "chi"))
    enter_key(hoa, joined, tmp_path)
    sheet = apply(hoa, joined)
    decide(dao, sheet, "tham-dinh", "Thẩm định đạt")
    decide(chi, sheet, "duyet", "Duyệt chia sẻ")
    issued = issue_policy(environment=ServiceAddress.Environment.PRODUCTION, by=SYSTEM, now=NOW)
    assert issued
    document = issued.document.encode()
    with (
        provider() as port,
        plane(tmp_path / "plane", document, stand_ins={PLACE: f"http://127.0.0.1:{port}"}) as found,
    ):
        settings.EXCHANGE_ADDRESS = f"http://127.0.0.1:{found.port}"
        hoa.open(f"{AT}ky-thuat/")
        code = hoa.page.locator("#python").inner_text()
        answer = run_code(code, tmp_path)
        assert answer.startswith("200 ") and "/people/038088000011" in answer, answer
        refused = run_code(code.replace("/people/", "/khac/"), tmp_path)
        assert refused.startswith("403 "), refused
    import_calls(folder=tmp_path / "plane" / "calls", by=SYSTEM, now=NOW)
    codes = ExchangeCall.objects.exclude(operation="token").values_list("code", flat=True)
    assert sorted(codes) == ["no_agreement", "ok"]
    dao.open(f"{AT}loi-goi/")
    assert "GET /people/{id}" in dao.page.locator("main").inner_text()
