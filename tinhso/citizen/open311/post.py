"""A request of Open311 as it is posted, read strictly into the content of a report."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict

from tinhso.citizen.models import ReportCategory
from tinhso.citizen.open311.answer import Refused
from tinhso.citizen.reports.content import (
    MOST_ADDRESS,
    MOST_TEXT,
    Contact,
    ContentRefused,
    ReportContent,
    check_content,
)
from tinhso.citizen.sender.phones import plain_phone
from tinhso.kernel.places.public import AdminUnit, units_on

ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,60})\](\[\])?")
FIELDS: tuple[str, ...] = (
    *("service_code", "lat", "long", "address_string", "address_id", "email", "first_name", "last_name"),
    *("phone", "description", "media_url"),
)
LONGEST = {"description": MOST_TEXT, "media_url": 2000, "address_string": MOST_ADDRESS}


@dataclass(frozen=True)
class Posted:
    """Fields and attributes as plain values, fit to be kept as JSON until a picture is there."""

    fields: dict[str, str]
    attributes: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        return {"fields": self.fields, "attributes": self.attributes}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Posted":
        return cls(dict(data["fields"]), dict(data["attributes"]))


def read_post(given: QueryDict) -> Posted:
    """Refused(400) for what is too long or not text."""
    fields = {name: given.get(name, "").strip() for name in FIELDS}
    for name, value in fields.items():
        if "\x00" in value or len(value) > LONGEST.get(name, 200):
            raise Refused(400, f"{name}: too long, at most {LONGEST.get(name, 200)} characters")
    attributes: dict[str, Any] = {}
    for name in given:
        if found := ATTRIBUTE.fullmatch(name):
            values = [value.replace("\x00", "").strip() for value in given.getlist(name)]
            attributes[found[1]] = values if found[2] else values[-1]
    return Posted(fields, attributes)


def content_of(posted: Posted, *, on: date, photos: tuple[UUID, ...] = (), coming: int = 0) -> ReportContent:
    """Refused: 404 for an unknown service_code, 400 for everything else. `coming` pictures arrive later."""
    fields = posted.fields
    if not fields["service_code"]:
        raise Refused(400, "service_code was not provided")
    category = ReportCategory.objects.on(on).filter(code=fields["service_code"][:40]).first()
    if category is None:
        raise Refused(404, "service_code was not found")
    content = ReportContent(
        category=category,
        description=fields["description"],
        address=fields["address_string"],
        lat=_degrees(fields, "lat", 90),
        lon=_degrees(fields, "long", 180),
        commune=_commune(fields["address_id"], on),
        attributes=_lists(category, posted.attributes),
        photos=photos,
        contact=_contact(fields),
    )
    try:
        check_content(content, on=on, photos_kept=coming)
    except ContentRefused as refused:
        raise Refused(400, "; ".join(f"{name}: {words}" for name, words in refused.problems)) from refused
    return content


def _degrees(fields: dict[str, str], name: str, most: int) -> float | None:
    other = "long" if name == "lat" else "lat"
    if not fields[name]:
        if fields[other]:
            raise Refused(400, f"{name} was not provided")
        return None
    try:
        value = float(fields[name])
    except ValueError:
        value = 1000.0
    if not -most <= value <= most:
        raise Refused(400, f"{name}: not a number of degrees")
    return value


def _commune(code: str, on: date) -> AdminUnit | None:
    if not code:
        return None
    found = units_on(on, AdminUnit.Level.COMMUNE).filter(code=code[:10]).first()
    if found is None:
        raise Refused(404, "address_id was not found")
    return found


def _lists(category: ReportCategory, given: dict[str, Any]) -> dict[str, Any]:
    """A question with several answers takes a single one too, and one with a single answer a list of one."""
    many = {one["code"] for one in category.attributes if one["datatype"] == "multivaluelist"}
    return {code: _as_asked(value, code in many) for code, value in given.items()}


def _as_asked(value: Any, several: bool) -> Any:
    if several and isinstance(value, str):
        return [value] if value else []
    return value[0] if not several and isinstance(value, list) and len(value) == 1 else value


def _contact(fields: dict[str, str]) -> Contact:
    phone = plain_phone(fields["phone"])
    if fields["phone"] and not phone:
        raise Refused(400, "phone: ten digits that begin with 0")
    if fields["email"]:
        try:
            validate_email(fields["email"])
        except ValidationError as wrong:
            raise Refused(400, "email: not an address") from wrong
    name = " ".join(part for part in (fields["last_name"], fields["first_name"]) if part)
    return replace(Contact(name=name, phone=phone, email=fields["email"]))
