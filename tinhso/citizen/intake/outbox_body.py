"""The JSON of one report as the outbox sends it, read strictly:

{"key": uuid, "category": code, "description", "address", "lat", "lon", "commune": code, "attributes": {code: value},
 "photos": [file ids], "anonymous": bool, "name", "phone", "email", "phone_token"}
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.citizen.models import ReportCategory
from tinhso.citizen.reports.content import MOST_PHOTOS, Contact, ReportContent
from tinhso.citizen.sender.phones import plain_phone
from tinhso.kernel.places.public import AdminUnit, units_on

LONGEST = {"description": 4000, "address": 300, "name": 200, "phone": 40, "email": 120, "phone_token": 400}


class BodyRefused(Exception):
    """The JSON is not of this shape; `problems` name the fields."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__([field for field, _ in problems])
        self.problems = problems


@dataclass(frozen=True)
class Body:
    key: UUID
    content: ReportContent
    phone_token: str

    def as_content(self, *, confirmed: bool) -> ReportContent:
        return replace(self.content, contact=replace(self.content.contact, confirmed=confirmed))


def read_body(given: Mapping[str, Any], *, on: date) -> Body:
    """BodyRefused with everything that has the wrong shape."""
    problems: list[tuple[str, str]] = []
    texts = {name: _text(given, name, problems) for name in LONGEST}
    key = _key(given.get("key"), "key", problems)
    category = ReportCategory.objects.on(on).filter(code=str(given.get("category", ""))[:40]).first()
    if category is None:
        problems.append(("category", _("Chọn nội dung phản ánh.")))
    photos = _photos(given.get("photos", []), problems)
    attributes = given.get("attributes") or {}
    if not isinstance(attributes, dict):
        problems.append(("attributes", _("Câu trả lời thêm không đúng dạng.")))
    lat, lon = _degrees(given, "lat", problems), _degrees(given, "lon", problems)
    phone = plain_phone(texts["phone"])
    if texts["phone"] and not phone:
        problems.append(("phone", _("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.")))
    if problems or key is None or category is None:
        raise BodyRefused(problems)
    content = ReportContent(
        category=category,
        description=texts["description"],
        address=texts["address"],
        lat=lat,
        lon=lon,
        commune=_commune(str(given.get("commune") or ""), on),
        attributes=attributes,
        photos=photos,
        anonymous=given.get("anonymous") is not False,
        contact=Contact(texts["name"], phone, texts["email"]),
    )
    return Body(key, content, texts["phone_token"])


def _text(given: Mapping[str, Any], name: str, problems: list[tuple[str, str]]) -> str:
    value = given.get(name) or ""
    if not isinstance(value, str) or "\x00" in value:
        problems.append((name, _("Nội dung không đúng dạng.")))
        return ""
    if len(value) > LONGEST[name]:
        problems.append((name, _("Nội dung dài quá %(n)s ký tự.") % {"n": LONGEST[name]}))
    return value.strip()


def _key(value: Any, name: str, problems: list[tuple[str, str]]) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        problems.append((name, _("Thiếu mã của phản ánh.")))
        return None


def _photos(value: Any, problems: list[tuple[str, str]]) -> tuple[UUID, ...]:
    if not isinstance(value, list) or len(value) > MOST_PHOTOS:
        problems.append(("photos", _("Một phản ánh nhận nhiều nhất %(n)s ảnh.") % {"n": MOST_PHOTOS}))
        return ()
    keys = [_key(one, "photos", problems) for one in value]
    return tuple(key for key in keys if key)


def _degrees(given: Mapping[str, Any], name: str, problems: list[tuple[str, str]]) -> float | None:
    value = given.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        problems.append((name, _("Vĩ độ, kinh độ không đúng.")))
        return None
    return float(value)


def _commune(code: str, on: date) -> AdminUnit | None:
    return units_on(on, AdminUnit.Level.COMMUNE).filter(code=code[:10]).first() if code else None
