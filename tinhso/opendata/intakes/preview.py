"""What the page of a file shows of it: its first lines, rows as read beside the lines that they came from, and its columns.

The values lie in a file beside the table that was read (`lib/tables/sample`), never in the database, and go with it.
"""

import json
from typing import Any

from django.utils.translation import gettext as _

from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.numbers import vn_number, vn_percent
from tinhso.lib.tables.sample.lines import PREVIEW
from tinhso.opendata.dataset import store
from tinhso.opendata.models import Intake

UNREAD = "⚠ "
Answer = dict[str, Any]


def preview_of(intake: Intake) -> Answer | None:
    """None where the file was not read, is published or given up: then its folder has gone or goes."""
    path = store.intake_of(intake.pk) / "read" / PREVIEW
    if intake.state not in Intake.RETRIED or not intake.columns or not path.is_file():
        return None
    sample = json.loads(path.read_text(encoding="utf-8"))
    return {
        "top": sample["top"],
        "table": _table(intake, sample["rows"]),
        "columns": [
            _column(intake, column, known)
            for column, known in zip(intake.columns, sample["columns"], strict=False)
        ],
        "more": max(0, len(intake.columns) - len(sample["columns"])),
    }


def _table(intake: Intake, rows: list[Answer]) -> Table:
    width = max((len(row.get("cells", [])) for row in rows), default=0)
    shown = intake.columns[:width]
    headings = [Column(one["heading"] or one["name"], one["kind"] in ("whole", "number")) for one in shown]
    columns = [Column(_("Dòng"), number=True), Column(_("Nguyên văn trong tệp")), *headings]
    return Table(_("Các dòng đầu và giữa tệp"), columns, [_row(row, shown) for row in rows])


def _row(row: Answer, shown: list[Answer]) -> list[str]:
    if "cells" not in row:
        reason = _("Không nhận: %(reason)s") % {"reason": row["refused"]}
        return [str(row["line"]), row["original"], reason, *[""] * (len(shown) - 1)][: len(shown) + 2]
    cells = [_words(cell, column["kind"]) for cell, column in zip(row["cells"], shown, strict=True)]
    for place in row["unread"]:
        if place < len(cells):
            cells[place] = UNREAD + _("không đọc được")
    return [str(row["line"]), row["original"], *cells]


def _words(cell: Any, kind: str) -> str:
    if cell is None:
        return ""
    if kind == "number":
        return vn_number(cell)
    if kind == "date":
        return "/".join(reversed(str(cell).split("-")))
    if kind == "boolean":
        return _("có") if cell else _("không")
    return str(cell).replace("T", " ") if kind == "moment" else str(cell)


def _column(intake: Intake, column: Answer, known: Answer) -> Answer:
    empty = column.get("empty", 0)
    forms = dict.fromkeys(["", *known["forms"], column["form"]])
    return {
        "heading": column["heading"] or column["name"],
        "name": column["name"],
        "form": column["form"] or _("chữ"),
        "examples": known["examples"],
        "empty": vn_percent(100 * empty / intake.rows, 1) if intake.rows and empty else "",
        "buttons": [
            {
                "value": f"column:{column['name']}:{form}",
                "words": form or _("chữ"),
                "now": form == column["form"],
            }
            for form in forms
        ],
    }
