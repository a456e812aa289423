"""The executive page on a wall: few things at a time, large enough for four metres, turning by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from tinhso.indicators.executive.agencies import AgencyRow
from tinhso.indicators.executive.executive import Board

TILES, SECONDS = 6, 20


@dataclass(frozen=True)
class WallPage:
    """Some tiles, or the agencies with most overdue; `following` is the address that comes after SECONDS."""

    board: Board
    rows: Sequence[AgencyRow]
    number: int
    count: int
    following: str
    seconds: int = SECONDS


def wall_page(board: Board, rows: Sequence[AgencyRow], year: int, asked: str) -> WallPage:
    """The page of that number; the first one for what is no number of a page."""
    parts = [board.tiles[n : n + TILES] for n in range(0, len(board.tiles), TILES)]
    count = max(1, len(parts) + bool(rows))
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked[:4]) <= count else 1
    next_one = number % count + 1
    following = "?" + urlencode({"nam": year, "man-hinh": "lon", "trang": next_one})
    if number > len(parts):
        return WallPage(replace(board, tiles=[]), rows, number, count, following)
    return WallPage(replace(board, tiles=parts[number - 1]), [], number, count, following)
