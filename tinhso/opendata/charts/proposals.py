"""Charts that a table proposes by itself: its measures over time, by its few categories, and how many rows each category has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize
from urllib.parse import urlencode

from tinhso.lib.language.vietnamese import fold
from tinhso.opendata.engine.grouping import NUMBERS, TIMES
from tinhso.opendata.models import DataVersion, VersionProfile

MOST, FEW = 4, 40
TIME_WORDS = re.compile(r"\b(?:năm|tháng|quý|tuần|ngày|kỳ|kì)\b")
TIME_NAMES = re.compile(r"\b(?:nam|thang|quy|tuan|ngay|ky)\b")
"""In the name of a column without a heading; a heading “Nam” counts men."""
NO_MEASURE = re.compile(
    r"^(?:stt|tt|ma|id|so thu tu|so hieu|so nha|dien thoai|vi do|kinh do|thang|quy|tuan)\b|\bma so\b"
)
RATE = re.compile(
    r"\b(?:ty le|ti le|binh quan|trung binh|gia|don gia|nang suat|chi so|nhiet do|nong do|muc)\b"
)


@dataclass(frozen=True)
class ChartProposal:
    """The address of a chart without its path, and the words of what it groups by and measures."""

    query: str
    group: str
    measure: str


def is_time(name: str, heading: str, kind: str) -> bool:
    """Whether a column says when: a day, or a year, quarter or month by its heading."""
    words = normalize("NFC", heading).lower()
    named = TIME_WORDS.search(words) if words else TIME_NAMES.search(name.replace("_", " "))
    return kind in TIMES or bool(named)


def proposals_of(version: DataVersion) -> list[ChartProposal]:
    """At most four, the most telling first; one query. Categories are known once the version has its profile."""
    stored = VersionProfile.objects.filter(version=version).values_list("columns", flat=True).first() or []
    known = {one["name"]: one for one in stored}
    times = [one for one in version.columns if is_time(*one)]
    few = [one for one in version.columns if one[2] == "text" and one not in times and _is_few(known, one[0])]
    measures = [one for one in version.columns if one[2] in NUMBERS and one not in times and _is_measure(one)]
    found = [_of(group, value, "duong") for group in times[:1] for value in measures[:1]]
    found += [_of(group, value, "thanh") for group in few[:1] for value in measures[:2]]
    found += [_of(group, None, "thanh") for group in few[:2]]
    found += [_of(group, None, "duong") for group in times[:1] if not measures]
    return found[:MOST]


def _is_few(known: Mapping[str, Any], name: str) -> bool:
    distinct = known.get(name, {}).get("distinct") or 0
    return 1 < int(distinct) <= FEW


def _is_measure(column: list[str]) -> bool:
    return not NO_MEASURE.search(fold(column[1] or column[0]).replace("_", " "))


def _of(group: list[str], value: list[str] | None, shape: str) -> ChartProposal:
    parts = {"loai": shape, "nhom": group[0]}
    if group[2] in TIMES:
        parts["buoc"] = "thang"
    if value is None:
        return ChartProposal(urlencode(parts), group[1] or group[0], "")
    is_rate = RATE.search(fold(value[1] or value[0]).replace("_", " "))
    parts |= {"phep": "trung-binh" if is_rate else "tong", "gia": value[0]}
    return ChartProposal(urlencode(parts), group[1] or group[0], value[1] or value[0])
