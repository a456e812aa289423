"""A report's content as the three files need it: every run with its note, every block with its caption and head."""

from typing import Any

from django.utils.translation import gettext as _

from tinhso.indicators.printing.pictures import drawing
from tinhso.lib.drawing.charts import Chart
from tinhso.lib.drawing.maps import Map

Content = dict[str, Any]


def laid_out(content: Content) -> Content:
    """Sections whose texts are lists of runs `{"t", "note", "first", "url", "key"}`; a first note is told in full."""
    urls = {source["n"]: source["url"] for source in content["sources"]}
    told: set[int] = set()
    sections = [
        {**section, "blocks": [_block(block, urls, told) for block in section["blocks"]]}
        for section in content["sections"]
    ]
    return {
        "title": content["title"],
        "subject": content["subject"],
        "opening": content["opening"],
        "agency": content["agency"],
        "sections": sections,
        "sources": [{**source, "told": source_told(source)} for source in content["sources"]],
        "annex": _("Nguồn và cách tính từng số"),
        "annex_words": _(
            "Mỗi số ghi chú dẫn tới trang có định nghĩa, công thức, câu lệnh và từng dòng dữ liệu của con số."
        ),
        "annex_head": [_("Ghi chú"), _("Chỉ tiêu, bản định nghĩa, mã kiểm"), _("Số dòng"), _("Mã QR")],
        "seal": seal_told(content),
    }


def _block(block: Content, urls: dict[int, str], told: set[int]) -> Content:
    if block["kind"] == "text":
        return {**block, "runs": _runs(block["runs"], urls, told)}
    caption = [{"t": block["title"]}, *(_noted("", n, urls, told) for n in block["notes"])]
    rows = [[cell if isinstance(cell, str) else cell["t"] for cell in row] for row in block["rows"]]
    return {**block, "caption": caption, "rows": rows, "cells": block["rows"], "picture": drawing(block)}


def _runs(runs: list[Any], urls: dict[int, str], told: set[int]) -> list[Content]:
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
            found.append({**_noted(run["t"], run["n"], urls, told), "key": run["key"]})
    return found


def _noted(words: str, n: int, urls: dict[int, str], told: set[int]) -> Content:
    first = n not in told
    told.add(n)
    return {"t": words, "note": n, "first": first, "url": urls[n]}


def source_told(source: Content) -> str:
    words = {
        "code": source["code"],
        "version": source["version"],
        "span": source["span"],
        "value": source["value"],
    }
    return _("%(code)s, bản %(version)s; %(span)s: %(value)s") % words


def seal_told(content: Content) -> str:
    if not content["seal"]:
        return ""
    told = _("Niêm phong nhật ký gần nhất: số %(number)s, %(hash)s.") % content["seal"]
    if key := content["seal"].get("key"):
        told += " " + _("Vân tay khóa ký: %(key)s.") % {"key": key}
    return told


def words_of(picture: Chart | Map) -> str:
    return f"{picture.title}. {picture.description}"
