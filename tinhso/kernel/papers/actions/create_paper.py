from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from tinhso.kernel.events.public import Actor, Code, next_number, record
from tinhso.kernel.files.public import Kind, store_made
from tinhso.kernel.papers.bundle import join_pdfs, pages_of
from tinhso.kernel.papers.events import PaperCreated
from tinhso.kernel.papers.kinds import Numbering, kind_of
from tinhso.kernel.papers.models import Paper
from tinhso.kernel.papers.models.paper import new_token
from tinhso.kernel.papers.permissions import can_create, check
from tinhso.kernel.papers.recognised import hand_out
from tinhso.kernel.papers.render import render, render_with_spots
from tinhso.kernel.papers.signing.pdf_fields import with_text_fields
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import site_url
from tinhso.lib.dates import local


@transaction.atomic
def create_paper(
    *,
    kind: str,
    subject: str,
    agency: Agency,
    place: str,
    notation: str,
    data: Mapping[str, Any],
    by: Actor,
    now: datetime,
    case_id: int | None = None,
    annex: bytes = b"",
    body: bytes = b"",
    cosign_agency: Agency | None = None,
) -> Paper:
    """Draw up a paper. `data` are the template's own keys (`contents.py`); letterhead, number, date and QR are added.

    Kinds numbered at making take their number here, last; the others leave room for the clerk. `notation` is
    the part after the number, e.g. "TNHS-BPMC". The pages of `annex`, a PDF, follow and are signed with it; those of `body`
    come before. Of `cosign_agency` somebody signs along, first. Raises: PaperForbidden, UnknownKind, PaperDataWrong,
    NoSiteAddress.
    """
    facts = kind_of(kind)
    check(can_create(agency.pk, by))
    paper = Paper(
        kind=kind, subject=subject, agency=agency, place=place, notation=notation, token=new_token()
    )
    paper.created_at, paper.case_id, paper.cosign_agency = now, case_id, cosign_agency
    if facts.numbering == Numbering.AT_MAKING:
        paper.take_number(next_number(number_scope(paper, now)), now)
    pdf, spots = render_with_spots(
        facts.template, dict(data) | letterhead(paper) | {"verify_url": verify_url(paper)}, at=now
    )
    if annex or body:
        pdf = join_pdfs([one for one in (body, pdf, annex) if one], strict=False)
    if body:
        spots = [replace(spot, page=spot.page + pages_of(body)) for spot in spots]
    paper.spots = {spot.name: asdict(spot) for spot in spots}
    paper.file = paper.draft = store_made(
        with_text_fields(pdf, spots), name=f"{kind}-{subject}.pdf", kind=Kind.PDF, by=by, now=now
    )
    paper.save(force_insert=True)
    event = PaperCreated(paper_id=paper.pk, kind=Code(kind), agency_id=agency.pk, case_id=case_id)
    record(event, by=by, at=now)
    return paper


def preview_paper(
    *,
    kind: str,
    agency: Agency,
    place: str,
    data: Mapping[str, Any],
    now: datetime,
) -> bytes:
    """The PDF that `create_paper` would draw up of the same words, marked as a preview: no number, no code, kept nowhere.

    Raises: UnknownKind, PaperDataWrong, PaperNotMade.
    """
    words = dict(data) | letterhead(Paper(kind=kind, agency=agency, place=place)) | {"verify_url": ""}
    return render(kind_of(kind).template, words, at=now, mark="preview")


def redraw_paper(paper: Paper, *, data: Mapping[str, Any]) -> bytes:
    """The PDF of an issued paper whose signed file is not here, of what is stored of it: its number and day, and on every
    page that it bears no signature. The same data give the same bytes, which are known again where they are brought back; it fails
    as a preview does."""
    words = dict(data) | letterhead(paper) | {"verify_url": verify_url(paper)}
    facts, at = kind_of(paper.kind), paper.issued_at or paper.created_at
    pdf = render(facts.template, words, at=at, mark="redrawn")
    dated = paper.dated or local(at).date()
    return hand_out(
        pdf, title=facts.name, number=paper.full_number, agency=paper.agency, dated=dated, paper=paper
    )


def number_scope(paper: Paper, now: datetime) -> str:
    """Numbers run per agency, kind and year, and begin again each year (NĐ 30/2020)."""
    return paper_numbers(paper.agency_id, paper.kind, now.year)


def paper_numbers(agency_id: int, kind: str, year: int) -> str:
    """The counter of an agency's papers of that kind in that year."""
    return f"paper:{agency_id}:{kind}:{year}"


def letterhead(paper: Paper) -> dict[str, Any]:
    return {
        "parent": paper.agency.parent_on_paper,
        "agency": paper.agency.name,
        "number": paper.full_number,
        "place": paper.place,
        "date": paper.dated or "",
    }


def verify_url(paper: Paper) -> str:
    """The absolute address that the QR code carries. Raises: NoSiteAddress."""
    return site_url(reverse("verify_paper", args=[paper.token]))
