"""Where signatures stand on a paper and what is drawn there."""

from datetime import datetime

from tinhso.kernel.papers.models import Paper
from tinhso.kernel.papers.render import Spot, render
from tinhso.kernel.papers.signing.pdf_fields import DATE_FIELD, NUMBER_FIELD, Filling
from tinhso.kernel.papers.signing.pdf_signing import AGENCY_FIELD, PERSON_FIELD
from tinhso.kernel.site.clock import HANOI


class NoPlaceToSign(LookupError):
    """The paper's template has no place for that signature."""


def person_spot(paper: Paper, field: str = PERSON_FIELD) -> Spot:
    spot = paper.spot(field)
    if spot is None:
        raise NoPlaceToSign(paper.kind)
    return spot


def agency_spot(paper: Paper) -> Spot:
    """A square over the left third of the person's signature (NĐ 30/2020, phụ lục I, mục II.8)."""
    person = person_spot(paper)
    left, low, right, high = person.box
    side, edge = high - low, left + (right - left) // 3
    box = (edge - side, low, edge, high)
    return Spot(name=AGENCY_FIELD, page=person.page, box=box)


def person_stamp(spot: Spot, *, name: str, title: str, agency: str, at: datetime) -> bytes:
    data = {"name": name, "title": title, "agency": agency, "time": _iso(at)} | _size(spot)
    return render("stamp_person", data, at=at)


def agency_stamp(spot: Spot, *, agency: str, at: datetime) -> bytes:
    return render("stamp_agency", {"agency": agency, "time": _iso(at)} | _size(spot), at=at)


def fillings(paper: Paper, at: datetime) -> list[Filling]:
    """Number, place and date of a paper that the clerk has numbered, for the room that its template left."""
    lines = {
        NUMBER_FIELD: (f"Số: {paper.full_number}", "normal"),
        DATE_FIELD: (f"{paper.place}, {_day(paper)}", "italic"),
    }
    places = ((paper.spot(name), name, *line) for name, line in lines.items())
    return [_filling(spot, name, text, style, at) for spot, name, text, style in places if spot]


def _filling(spot: Spot, name: str, text: str, style: str, at: datetime) -> Filling:
    return Filling(name, text, render("line", {"text": text, "style": style} | _size(spot), at=at))


def _size(spot: Spot) -> dict[str, int]:
    return {"width": spot.size[0], "height": spot.size[1]}


def _iso(at: datetime) -> str:
    return at.astimezone(HANOI).isoformat(timespec="seconds")


def _day(paper: Paper) -> str:
    """ "ngày 08 tháng 3 năm 2024": days under 10 and months under 3 carry a zero."""
    if paper.dated is None:
        return ""
    month = f"{paper.dated.month:02d}" if paper.dated.month < 3 else str(paper.dated.month)
    return f"ngày {paper.dated.day:02d} tháng {month} năm {paper.dated.year}"
