"""The words of a notice. `onestop.dossier_accepted` is the template `onestop/notices/dossier_accepted.txt`.

One file has three parts, parted by lines of three hyphens: the subject, the text, the SMS. It sees the notice's
`params` (text that reads as a date or a time is one) and nothing else; `{% translate %}` gives English.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.template import Context
from django.template.loader import get_template
from django.utils.dateparse import parse_date, parse_datetime

from tinhso.lib.language.vietnamese import without_marks

CODE = re.compile(r"[\w./:+-]{1,64}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\S+")
LONGEST_SMS = 160
Param = str | int | bool | date | datetime | UUID


class NotForNotices(ValueError):
    """A parameter is free text: notices carry ids, codes, numbers and times only."""


@dataclass(frozen=True)
class Wording:
    subject: str
    text: str
    sms: str


def as_json(params: Mapping[str, Param]) -> dict[str, str | int]:
    """Params as they are stored; NotForNotices for anything that is not a code, a number or a time."""
    strings: dict[str, str | int] = {}
    for name, value in params.items():
        plain = value.isoformat() if isinstance(value, date) else value
        plain = str(plain) if isinstance(plain, UUID) else plain
        if isinstance(plain, str) and not CODE.fullmatch(plain):
            raise NotForNotices(name)
        strings[name] = plain
    return strings


def wording(template: str, params: Mapping[str, Any]) -> Wording:
    """In the language that is active. TemplateDoesNotExist if no system has the template."""
    app, _, name = template.partition(".")
    found = get_template(f"{app}/notices/{name}.txt").template  # type: ignore[attr-defined]
    text = found.render(Context({k: _typed(v) for k, v in params.items()}, autoescape=False))
    subject, body, sms = (re.split(r"^---$", text, flags=re.MULTILINE) + ["", ""])[:3]
    return Wording(" ".join(subject.split()), body.strip(), short(" ".join((sms or subject).split())))


def short(text: str) -> str:
    """At most 160 characters without diacritics, cut at a word: one SMS, on any phone."""
    plain = without_marks(text).encode("ascii", "replace").decode()
    if len(plain) <= LONGEST_SMS:
        return plain
    return plain[: LONGEST_SMS - 3].rsplit(" ", 1)[0] + "..."


def _typed(value: Any) -> Any:
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return parse_datetime(value) or value
    if isinstance(value, str) and DAY.fullmatch(value):
        return parse_date(value) or value
    return value
