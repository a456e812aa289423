"""Makers for requests for information: the rules, and a request brought as far as a test wants."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.town import Town
from tinhso.citizen.information_access.actions.accept_request import accept_request
from tinhso.citizen.information_access.actions.answer_request import answer_request
from tinhso.citizen.information_access.actions.send_request import Asker, WantedInformation, send_request
from tinhso.citizen.models import InformationRequest
from tinhso.citizen.tests.life_makers import NOW, make_rules

DAYS = {"simple": 3, "notice": 3, "complex": 15, "extension": 15}
GROUNDS = {"da-cong-khai": "Thông tin đã được công khai", "vuot-kha-nang": "Vượt quá khả năng đáp ứng"}
PLAN = WantedInformation(
    "Kế hoạch chuyển đổi số của sở",
    "Xin bản kế hoạch năm 2024.",
    InformationRequest.Delivery.ELECTRONIC,
)
VISITOR = Asker("Mai Thị Xoan", "0911111111", "xoan@vi-du.vn", "Phố Xanh", "038190001234")


def make_information_rules() -> None:
    groups = ("electronic", "post", "counter")
    days = {f"information.{g}_{what}_days": n for g in groups for what, n in DAYS.items()}
    make_rules(**{"information.review_days": 3, "information.grounds": [*GROUNDS.items()]}, **days)


def make_request(town: Town, *, now: datetime = NOW, **changes: Any) -> InformationRequest:
    """An's request to agency A, handed in by page."""
    person = town.an.person
    asker = Asker(person.full_name, "0912345678", "an@vi-du.vn", "12 Phố Xanh", person=person)
    values = {"asker": asker, "wanted": PLAN, "agency": town.agency_a, "client_key": uuid4()}
    return send_request(now=now, **({"by": town.actor("an")} | values | changes))


def accepted(
    town: Town, request: InformationRequest, *, now: datetime = NOW, **changes: Any
) -> InformationRequest:
    """Found valid by Emi an hour later."""
    values = {"weight": InformationRequest.Weight.COMPLEX, "by": town.actor("emi")} | changes
    accept_request(request=request, ver=request.case.ver, now=now + timedelta(hours=1), **values)
    return request


def answered(
    town: Town, request: InformationRequest, *, now: datetime = NOW, **changes: Any
) -> InformationRequest:
    """Accepted, and answered by Emi the hour after."""
    accepted(town, request, now=now)
    values = {"answer": "Kế hoạch gửi kèm.", "by": town.actor("emi")} | changes
    answer_request(request=request, ver=request.case.ver, now=now + timedelta(hours=2), **values)
    return request
