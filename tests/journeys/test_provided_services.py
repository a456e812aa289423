"""An agency's program asks the province for the state of a dossier through a real plane, and the applicant sees that it did."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.journeys.test_agreement_used import joined, staffed
from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.actions.apply_for_agreement import apply_for_agreement
from tinhso.exchange.agreements.actions.appraise_agreement import appraise_agreement
from tinhso.exchange.agreements.actions.approve_agreement import approve_agreement
from tinhso.exchange.agreements.terms import Quota, Terms
from tinhso.exchange.calls.actions.import_calls import import_calls
from tinhso.exchange.conftest import member
from tinhso.exchange.models import ExchangeCall, Service, ServiceAddress
from tinhso.exchange.policy.actions.issue_policy import issue_policy
from tinhso.exchange.provided.actions.offer_services import offer_services
from tinhso.exchange.registry.actions.keep_keys import enter_key
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.roles import DataOfficer
from tinhso.lib.exchange.client import Ended, ExchangeClient, pem_of
from tinhso.lib.exchange.plane.tests.running import plane
from tinhso.onestop.conftest import shop, signing_service

__all__ = ["joined", "shop", "signing_service", "staffed"]
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
WORD, TOKEN, SUBJECT = "w" * 43, "p" * 43, "s" * 43
PLACE = "/tai-khoan/ai-da-dung-du-lieu/"


def agreed(town: Any, service: Service, now: Any) -> None:
    """B may ask, since this morning; C appraises and approves."""
    (version,) = service.versions.all()
    terms = Terms(
        kind="default",
        service=service,
        consumer=town.consumer,
        group=None,
        operations=tuple(version.calls),
        legal_basis="NĐ 61/2018/NĐ-CP",
        purpose="Trả lời người dân hỏi hồ sơ",
        fields=("maHoSo", "tenTrangThai"),
        quota=Quota(per_second=50, per_day=1000, concurrent=5),
        evidence=False,
        begins=now.date(),
        ends=now.date().replace(year=now.year + 1),
    )
    agreement = apply_for_agreement(terms=terms, client_key=uuid4(), by=town.actor("hoa"), now=now)
    appraise_agreement(agreement=agreement, ver=agreement.case.ver, by=town.actor("lam"), now=now)
    approve_agreement(agreement=agreement, ver=agreement.case.ver, by=town.actor("cuc"), now=now)


def test_a_dossiers_state_is_asked_through_the_plane_and_the_applicant_sees_it(
    shop: Any,  # noqa: F811
    joined: Any,  # noqa: F811
    live_server: Any,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.EXCHANGE_KEY, settings.EXCHANGE_PULL_TOKEN = "k" * 43, TOKEN
    settings.EXCHANGE_SUBJECT_KEY, settings.EXCHANGE_FOLDER = SUBJECT, tmp_path / "plane"
    Rule.objects.filter(key="exchange.key_days").update(value=36500)
    joined.lam = make_officer("lam", "Bùi Thị Lam", joined.agency_c, "Cán bộ dữ liệu", DataOfficer)
    member(joined, joined.agency_c, "so-c")
    enter_key(
        system=joined.consumer,
        pem=pem_of(WORD),
        last_day=NOW.date().replace(year=2099),
        by=joined.actor("hoa"),
        now=NOW,
    )
    services = {one.code: one for one in offer_services(by=joined.actor("cuc"), now=NOW)}
    agreed(joined, services["trang-thai-ho-so"], NOW)
    dossier = shop.dossier("examine")
    issued = issue_policy(environment=ServiceAddress.Environment.PRODUCTION, by=SYSTEM, now=NOW)
    assert issued
    pull = {"pull_url": f"{live_server.url}/chia-se-du-lieu/chinh-sach/production/", "pull_token": TOKEN}
    more = {"subject_word": SUBJECT, "answer_seconds": 20.0}
    with plane(tmp_path / "plane", issued.document.encode(), **pull, **more) as found:
        address = f"http://127.0.0.1:{found.port}"
        client = ExchangeClient(plane=address, client="GOV/so-b/mot-cua", word=WORD)
        ask = asking(client, dossier)
        answer = ask(dossier.case.code, dossier.case.person.id_number)
        assert answer.ended is Ended.FOUND and answer.record["tenTrangThai"] == "Đang giải quyết"
        assert ask(dossier.case.code, "038190000002").ended is Ended.NO_RECORD
        assert ask("000.00.00.H56-240308-9999", dossier.case.person.id_number).ended is Ended.NO_RECORD
        assert ask(dossier.case.code, "").ended is Ended.REFUSED
        assert (
            client.get("so-c/nen-tang/thu-tuc-hanh-chinh", "/thu-tuc").code
            == "403 Server.ServerProxy.AccessDenied"
        )
    read_afterwards(joined, tmp_path / "plane" / "calls")


def read_afterwards(town: Any, folder: Path) -> None:
    """One row for each call, and a line on the page of the applicant."""
    import_calls(folder=folder, by=SYSTEM, now=NOW)
    calls = ExchangeCall.objects.exclude(operation="token")
    assert sorted(calls.values_list("status", flat=True)) == [200, 403, 404, 404, 422]
    assert sorted(calls.values_list("named", flat=True)) == ["", "nobody", "person", "person", "person"]
    page = town.sign_in(Client(), "an").get(PLACE).content.decode()
    assert town.agency_b.name in page and "Trả lời người dân hỏi hồ sơ" in page


def asking(client: ExchangeClient, dossier: Any) -> Any:
    def ask(code: str, number: str) -> Any:
        named = {"So-Dinh-Danh": number} if number else {}
        return client.get("so-c/nen-tang/trang-thai-ho-so", f"/ho-so/{code}", headers=named)

    return ask
