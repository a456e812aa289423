"""A report's content as the three files need it: every run with its note, every block with its caption and head."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tinhso.indicators.printing.pictures import drawing, months_alone
from tinhso.lib.drawing.charts import Chart
from tinhso.lib.drawing.maps import Map

Content = dict[str, Any]


def laid_out(content: Content) -> Content:
    """Sections whose texts are lists of runs `{"t", "note", "first", "url", "key"}`; a first note is told in full."""
    urls = {source["n"]: source["url"] for source in content["sources"]}
    noted: set[int] = set()
    captions = Captions()
    sections = [
        {**section, **heads, "blocks": [_block(block, urls, noted, captions) for block in section["blocks"]]}
        for section, heads in zip(content["sections"], _heads(content["sections"]), strict=True)
    ]
    document = content.get("document") or NO_DOCUMENT | {"agency": content["agency"]}
    return {
        **document,
        "signer": _signer(document["signer"]),
        "title": content["title"],
        "subject": content["subject"],
        "opening": content["opening"],
        "sections": sections,
        "sources": [{**source, "trace_text": source_text(source)} for source in content["sources"]],
        "annex": _("Nguồn và cách tính từng số"),
        "annex_words": _(
            "Mỗi số ghi chú dẫn tới trang có định nghĩa, công thức, câu lệnh và từng dòng dữ liệu của con số."
        ),
        "annex_head": [_("Ghi chú"), _("Chỉ tiêu, bản định nghĩa, mã kiểm"), _("Số dòng"), _("Mã QR")],
        "seal": seal_text(content),
    }


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
NO_DOCUMENT: Content = {
    "parent": "",
    "number": "",
    "notation": "BC-",
    "place": "",
    "date": "",
    "recipients": [],
    "closing": "",
    "signer": {"lines": [], "name": ""},
}


def _signer(signer: Content) -> Content:
    """Reports that were sent before the lines of authority were one list keep their parts."""
    if "lines" in signer:
        return signer
    above = f"{signer['capacity']} {signer['head']}".strip()
    return {"lines": [line for line in (above, signer["title"]) if line], "name": signer["name"]}


@dataclass
class Captions:
    """Numbers of pictures and tables as they come."""

    pictures: int = 0
    tables: int = 0

    def of(self, block: Content) -> str:
        if block["kind"] == "table":
            self.tables += 1
            return _("Bảng %(n)s. %(title)s") % {"n": self.tables, "title": block["title"]}
        self.pictures += 1
        return _("Hình %(n)s. %(title)s") % {"n": self.pictures, "title": block["title"]}


def _heads(sections: list[Content]) -> list[Content]:
    """The part that begins at a section ("I. KẾT QUẢ …"), its own number within it, and the level of its heading; without
    parts no numbers."""
    if not any(section.get("part") for section in sections):
        return [{"part": "", "head": section["title"], "level": 1} for section in sections]
    found, part, number = [], 0, 0
    for section in sections:
        begins = section.get("part", "")
        part, number = (part + 1, 1) if begins else (part, number + 1)
        head = f"{ROMAN[part - 1]}. {begins.upper()}" if begins else ""
        found.append({"part": head, "head": f"{number}. {section['title']}", "level": 2})
    return found


def _block(block: Content, urls: dict[int, str], noted: set[int], captions: Captions) -> Content:
    if block["kind"] == "text":
        return {**block, "runs": _runs(block["runs"], urls, noted)}
    caption = [{"t": captions.of(block)}, *(_noted("", n, urls, noted) for n in block["notes"])]
    head, cells = across(block) if block["kind"] == "chart" else (block["head"], block["rows"])
    rows = [[cell if isinstance(cell, str) else cell["t"] for cell in row] for row in cells]
    told_block = {**block, "caption": caption, "head": head, "rows": rows, "cells": cells}
    return told_block | {"picture": drawing(block)}


def across(block: Content) -> tuple[list[str], list[list[Any]]]:
    """The table of a chart with its months side by side: two lines on the sheet, not twelve."""
    first, unit = block["head"]
    labels = months_alone([row[0] for row in block["rows"]])
    return [first, *labels], [[unit, *(row[1] for row in block["rows"])]]


def _runs(runs: list[Any], urls: dict[int, str], noted: set[int]) -> list[Content]:
    """A source is noted once in a sentence, at its first figure."""
    found: list[Content] = []
    here: set[int] = set()
    for run in runs:
        if isinstance(run, str):
            found.append({"t": run})
        elif run["n"] in here:
            found.append({"t": run["t"], "key": run["key"]})
        else:
            here.add(run["n"])
            found.append({**_noted(run["t"], run["n"], urls, noted), "key": run["key"]})
    return found


def _noted(words: str, n: int, urls: dict[int, str], noted: set[int]) -> Content:
    first = n not in noted
    noted.add(n)
    return {"t": words, "note": n, "first": first, "url": urls[n]}


def lines_of(content_shown: Content) -> Content:
    """The two lines of the letterhead that the clerk fills where they are empty."""
    number = content_shown["number"] or f"          /{content_shown['notation']}"
    day = (
        vn_long_date(content_shown["date"])
        if content_shown["date"]
        else "ngày       tháng       năm         "
    )
    return {"number_line": f"Số: {number}", "date_line": f"{content_shown['place'] or '.........'}, {day}"}


def vn_long_date(iso: str) -> str:
    """ "ngày 08 tháng 03 năm 2024": days under 10 and the months 1 and 2 with a zero (NĐ 30/2020, phụ lục I, mục II.4)."""
    day = date.fromisoformat(iso)
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def source_text(source: Content) -> str:
    words = {
        "code": source["code"],
        "version": source["version"],
        "span": source["span"],
        "value": source["value"],
    }
    return _("%(code)s, bản %(version)s; %(span)s: %(value)s") % words


def seal_text(content: Content) -> str:
    if not content["seal"]:
        return ""
    sentence = _("Niêm phong nhật ký gần nhất: số %(number)s, %(hash)s.") % content["seal"]
    if key := content["seal"].get("key"):
        sentence += " " + _("Vân tay khóa ký: %(key)s.") % {"key": key}
    return sentence


def words_of(picture: Chart | Map) -> str:
    return f"{picture.title}. {picture.description}"
