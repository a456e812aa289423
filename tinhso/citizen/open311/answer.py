"""Answers of Open311 GeoReport v2: one tree of plain values, written as XML or as JSON, so that both say the same."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpResponse

from tinhso.lib.dates import HANOI

ONE_OF = {
    "endpoints": "endpoint",
    "formats": "format",
    "attributes": "attribute",
    "values": "value",
    "notes": "note",
    "photos": "photo",
}
"""The element that each list of the standard holds in XML."""


@dataclass(frozen=True)
class Tree:
    """`root` is the outermost element of XML; a list of rows has `item` as the name of one."""

    root: str
    value: Any
    item: str = ""


class Refused(Exception):
    """An error of the standard: its HTTP status, what is wrong in one sentence, and in how many seconds to come again."""

    def __init__(self, code: int, description: str, *, retry_after: int = 0) -> None:
        super().__init__(code, description)
        self.code, self.description, self.retry_after = code, description, retry_after


def answer(tree: Tree, fmt: str, *, status: int = 200) -> HttpResponse:
    """The tree in the format asked for."""
    if fmt == "json":
        text = json.dumps(plain(tree.value), ensure_ascii=False)
        response = HttpResponse(text, content_type="application/json; charset=utf-8", status=status)
    else:
        body = as_xml(tree.root, tree.value, tree.item)
        text = f'<?xml version="1.0" encoding="utf-8"?>\n{body}'
        response = HttpResponse(text, content_type="text/xml; charset=utf-8", status=status)
    return response


def refusal(error: Refused, fmt: str) -> HttpResponse:
    rows = [{"code": error.code, "description": error.description}]
    response = answer(Tree("errors", rows, "error"), fmt, status=error.code)
    if error.retry_after:
        response["Retry-After"] = str(error.retry_after)
    return response


def plain(value: Any) -> Any:
    """What JSON holds: moments with their zone, everything else as it is."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def moment(value: datetime) -> str:
    return value.astimezone(HANOI).replace(microsecond=0).isoformat()


def as_xml(name: str, value: Any, item: str = "") -> str:
    """One element; None and "" are empty ones."""
    if isinstance(value, dict):
        inside = "".join(as_xml(child, one) for child, one in value.items())
    elif isinstance(value, list):
        one_name = item or ONE_OF[name]
        inside = "".join(as_xml(one_name, one) for one in value)
    elif isinstance(value, bool):
        inside = "true" if value else "false"
    elif isinstance(value, datetime):
        inside = moment(value)
    else:
        inside = "" if value is None else escape(readable(str(value)))
    return f"<{name}>{inside}</{name}>"


def readable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
