"""What the settled dossier knows of the questions of the next one: nobody is asked twice.

A line reads an answer by its question, in words where it says so: `label` of a choice, `address` of an address as written,
`citizen_id` of twelve digits; `@civil_status number` is the number in the register.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tinhso.kernel.site.clock import HANOI
from tinhso.lib.forms import FormDefinition
from tinhso.onestop.catalogue.written_addresses import read_address
from tinhso.onestop.models import LinkedPart, ProactiveOffer
from tinhso.onestop.offers.lines import line_on

CITIZEN_ID = re.compile(r"[0-9]{12}")


def carried_to(form: FormDefinition, offer: ProactiveOffer, now: datetime) -> dict[str, Any]:
    """Answers of the next form, of those questions that it has. Three queries at most."""
    line = line_on(offer.code, offer.made_at.astimezone(HANOI).date())
    pairs = line.carry if line else {}
    found = {
        question: _read(offer, source, now) for question, source in pairs.items() if question in form.fields
    }
    return {question: value for question, value in found.items() if value not in (None, "", {})}


def _read(offer: ProactiveOffer, source: str, now: datetime) -> Any:  # noqa: ANN401
    name, _space, reading = source.partition(" ")
    if name.startswith("@"):
        part = LinkedPart.objects.filter(dossier=offer.dossier_id, kind=name[1:]).first()
        return part.number if part else ""
    value = offer.dossier.answers.get(name)
    if reading == "label":
        return _label(offer, name, value)
    if reading == "address":
        return _address(str(value or ""), now)
    if reading == "citizen_id":
        return value if CITIZEN_ID.fullmatch(str(value or "")) else None
    return value


def _label(offer: ProactiveOffer, name: str, value: Any) -> str:  # noqa: ANN401
    field = offer.dossier.version.definition.fields.get(name)
    return next((one.label for one in field.choices if one.value == value), "") if field else ""


def _address(text: str, now: datetime) -> Mapping[str, str]:
    """The commune only where it is certain; the words before it stay as they were written."""
    read = read_address(text, on=now.astimezone(HANOI).date())
    parts = {"unit": read.code, "detail": read.detail}
    return {name: word for name, word in parts.items() if word}
