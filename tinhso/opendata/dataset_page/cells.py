"""A value of a table as a page shows it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.lib.numbers import vn_number

LONGEST_SHOWN = 300  # letters; the whole stands in the download
KINDS = {
    "text": gettext_lazy("chữ"),
    "whole": gettext_lazy("số nguyên"),
    "number": gettext_lazy("số"),
    "date": gettext_lazy("ngày"),
    "moment": gettext_lazy("thời điểm"),
    "boolean": gettext_lazy("đúng/sai"),
}


def cell_text(value: Any, kind: str) -> str:
    """In words; nothing for an empty cell. Whole numbers stay as they are: they may be codes and years."""
    if value is None:
        return ""
    if kind == "number":
        return vn_number(value)
    if kind == "date":
        return "/".join(reversed(str(value).split("-")))
    if kind == "moment":
        return str(value).replace("T", " ")
    if kind == "boolean":
        return _("có") if value else _("không")
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
