"""The places that an answer template leaves open, and what fills them from a case.

A place is written in braces: "Hồ sơ {mã hồ sơ} còn thiếu:". What a case does not know is left as dots, to be typed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tinhso.casework.models import Case
from tinhso.kernel.site.slots import all_of
from tinhso.lib.dates import vn_date

PLACES = ("mã hồ sơ", "thủ tục", "người nộp", "cơ quan", "ngày nộp", "hạn trả", "hôm nay")
PLACE = re.compile(r"\{([^{}\n]{1,40})\}")
OPEN = "……"


@dataclass(frozen=True)
class CaseWords:
    """Slot: what the kind's own system knows for places of a template, for example who applies; few queries."""

    kind: str
    read: Callable[[Case], dict[str, str]]


def unknown_places(text: str) -> list[str]:
    """The places of a text that nothing fills, in their order."""
    return [place for place in dict.fromkeys(PLACE.findall(text)) if place.strip().lower() not in PLACES]


def filled(text: str, words: dict[str, str]) -> str:
    """The text with its places filled; dots where a word is missing."""
    return PLACE.sub(lambda found: words.get(found[1].strip().lower()) or OPEN, text)


def words_of(case: Case, now: datetime) -> dict[str, str]:
    """What this case fills places with; the agency and what the kind's system asks."""
    words = {
        "mã hồ sơ": case.code,
        "thủ tục": case.title,
        "cơ quan": case.agency.name,
        "ngày nộp": vn_date(case.submitted_at),
        "hạn trả": vn_date(case.due_at),
        "hôm nay": vn_date(now),
    }
    for slot in all_of(CaseWords):
        if slot.kind == case.kind:
            words |= slot.read(case)
    return words
