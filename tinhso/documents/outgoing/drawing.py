"""An outgoing document as a paper: what stands on it, drawn up once for each signer."""

from datetime import datetime
from typing import Any

from tinhso.documents.layout.document_types import DocumentType, every_type, type_of
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.authority import Authority
from tinhso.documents.outgoing.events import DocumentPaperDrawn
from tinhso.documents.outgoing.text import Text
from tinhso.documents.outgoing.versions import newest, text_of
from tinhso.documents.pages.places import place_name
from tinhso.documents.registers.notations import notation_of
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.papers.public import Numbering, Paper, PaperKind, create_paper, preview_paper
from tinhso.kernel.people.roles import Head
from tinhso.lib.dates import local

DECISION = "QD"
UNKNOWN_SIGNER = {"capacity": "", "head": "", "title": "Người có thẩm quyền", "name": ""}


def paper_kind(code: str) -> str:
    """One kind of paper for each type, for numbers run by type."""
    return f"document_{code.lower()}"


def paper_kinds() -> list[PaperKind]:
    return [
        PaperKind(
            paper_kind(one.code),
            one.name,
            "permit",
            one.abbreviation,
            (Head,),
            Numbering.BY_CLERK,
            sealed=True,
        )
        for one in every_type()
    ]


def content(
    document: OutgoingDocument, kind: DocumentType, text: Text, signer: dict[str, str]
) -> dict[str, Any]:
    """The keys of the paper."""
    decides = kind.code == DECISION
    letter = not kind.abbreviation
    issuer = signer["title"] if signer["capacity"] in ("", "TM.") else signer["head"]
    return {
        "title": "" if letter else kind.name,
        "subject": f"V/v {document.subject}" if letter else document.subject,
        "issuer": f"{issuer} {document.case.agency.name}" if decides else "",
        "legal_basis": [line.rstrip(";.") for line in text.legal_basis],
        "lead": [f"Kính gửi: {'; '.join(text.to)}."] if text.to else [],
        "opening": "QUYẾT ĐỊNH:" if decides else "",
        "sections": [],
        "articles": [{"text": line, "points": []} for line in text.paragraphs],
        "numbered": False,
        "closing": [],
        "recipients": list(text.recipients) or ["Lưu: VT"],
        "signer": signer,
    }


def drawn_for(document: OutgoingDocument, authority: Authority) -> Paper | None:
    """The paper of the document, unless it is a draft that prints another signer or another form of signing."""
    paper = document.paper
    if paper is not None and paper.state == Paper.State.DRAFT and document.drawn_for != authority.mark:
        return None
    return paper


def draw_up(document: OutgoingDocument, authority: Authority, *, by: Actor, now: datetime) -> Paper:
    """The draft paper that the head signs; the clerk numbers it later."""
    agency, day = document.case.agency, local(now).date()
    kind = type_of(document.type_code, day)
    paper = create_paper(
        kind=paper_kind(kind.code),
        subject=document.case.code,
        agency=agency,
        place=place_name(agency, day),
        notation=notation_of(kind, agency, document.unit),
        data=content(document, kind, text_of(newest(document)), authority.block),
        by=by,
        now=now,
        case_id=document.pk,
    )
    document.paper, document.drawn_for = paper, authority.mark
    document.save(update_fields=["paper", "drawn_for"])
    record(DocumentPaperDrawn(case_id=document.pk, paper_id=paper.pk), by=by, at=now)
    return paper


def draw_preview(
    document: OutgoingDocument, text: Text, authority: Authority | None, *, now: datetime
) -> bytes:
    """The document as it would be drawn up now, marked as a preview, stored nowhere."""
    agency, day = document.case.agency, local(now).date()
    kind = type_of(document.type_code, day)
    return preview_paper(
        kind=paper_kind(kind.code),
        agency=agency,
        place=place_name(agency, day),
        data=content(document, kind, text, authority.block if authority else UNKNOWN_SIGNER),
        now=now,
    )
