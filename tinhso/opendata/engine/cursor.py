"""The place from which the next page goes on, as it stands in an address: the number of a row, never an offset."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tinhso.opendata.engine.expressions import BadCondition, Cursor

TOKEN = re.compile(r"(?P<row>\d{1,15})(?P<back>n?)-(?P<before>\d{1,15})", re.ASCII)


@dataclass(frozen=True)
class Place:
    """`cursor` and how many rows stand before its page, which is only told to people."""

    cursor: Cursor
    before: int


def written(place: Place) -> str:
    """The token of an address: row, `n` on the way back, rows before."""
    return f"{place.cursor.row}{'n' if place.cursor.back else ''}-{place.before}"


def read(token: str) -> Place | None:
    """None for no token. Raises BadCondition for one that is not ours."""
    if not token:
        return None
    match = TOKEN.fullmatch(token)
    if match is None:
        raise BadCondition(_("Địa chỉ của trang này không đúng; xin mở lại từ trang đầu."))
    return Place(Cursor(int(match["row"]), bool(match["back"])), int(match["before"]))
