"""A submission slip as facts of a page and as PDF."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from tinhso.documents.layout.document_types import name_of
from tinhso.documents.models import OutgoingDocument, SlipDirection, SubmissionSlip
from tinhso.documents.pages.places import place_name
from tinhso.kernel.papers.public import typeset
from tinhso.lib.dates import local, vn_datetime

SHEET = Path(__file__).parents[1] / "data/slip.typ"


def parts_of(slip: SubmissionSlip) -> list[tuple[str, list[str]]]:
    """What stands on it, a list of lines each; what was left empty is left out."""
    found = (
        (_("Vấn đề trình"), slip.matter),
        (_("Căn cứ pháp lý"), slip.legal_basis),
        (_("Ý kiến của các cơ quan, đơn vị liên quan"), slip.opinions),
        (_("Kiến nghị, đề xuất"), slip.proposal),
    )
    return [(label, text.splitlines()) for label, text in found if text]


def slip_pdf(slip: SubmissionSlip, directions: Sequence[SlipDirection], *, now: datetime) -> bytes:
    """For the file, or to be written on by hand; the system prints it and nobody signs it."""
    document: OutgoingDocument = slip.document
    agency, day = document.case.agency, local(slip.at).date()
    data = {
        "parent": agency.parent_on_paper,
        "agency": agency.name,
        "number": document.case.code,
        "place": place_name(agency, day),
        "date": day,
        "verify_url": "",
        "title": _("Phiếu trình"),
        "subject": _("Dự thảo %(kind)s: %(subject)s")
        % {"kind": name_of(document.type_code).lower(), "subject": document.subject},
        "leader": slip.leader.full_name,
        "drafter": slip.by.full_name,
        "parts": [{"label": label, "lines": lines} for label, lines in parts_of(slip)],
        "directions": [
            {
                "decision": str(one.get_decision_display()),
                "lines": one.text.splitlines(),
                "who": f"{one.by.full_name}, {one.post_title}, {vn_datetime(one.at)}",
            }
            for one in directions
        ],
    }
    return typeset(SHEET, data, at=now)
