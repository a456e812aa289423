"""An outgoing document as a paper: what stands on it, drawn up once for each signer."""

from datetime import date, datetime
from typing import Any

from tinhso.documents.layout.body_lines import blocks_of
from tinhso.documents.layout.document_forms import form_of
from tinhso.documents.layout.document_types import (
    NORMATIVE,
    NORMATIVE_TYPES,
    DocumentType,
    every_type,
    normative_type,
    type_of,
    types_on,
)
from tinhso.documents.layout.letter_content import LetterContent, LetterSigner
from tinhso.documents.layout.letter_data import letter_data, without_letterhead
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.authority import decider_of, expected_authority
from tinhso.documents.outgoing.co_signing import CosignedForAnother, signers_on
from tinhso.documents.outgoing.events import DocumentPaperDrawn
from tinhso.documents.outgoing.text import Text
from tinhso.documents.outgoing.versions import newest, text_of
from tinhso.documents.pages.places import place_name
from tinhso.documents.registers.notations import notation_of
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.papers.public import (
    Numbering,
    Paper,
    PaperKind,
    create_paper,
    preview_paper,
    redraw_paper,
)
from tinhso.kernel.people.public import SigningForm, body_or_head
from tinhso.kernel.people.roles import Head
from tinhso.lib.dates import local

PAPER_KIND = "document_"


def paper_kind(code: str) -> str:
    """One kind of paper for each type, for numbers run by type."""
    return f"{PAPER_KIND}{code.lower()}"


def paper_kinds() -> list[PaperKind]:
    """Anybody may have the file of a normative document: it is published."""
    rules = [normative_type(one, 0) for one in every_type() if one.code in NORMATIVE_TYPES]
    return [
        PaperKind(
            paper_kind(one.code),
            one.name,
            "official",
            one.abbreviation,
            (Head,),
            Numbering.BY_CLERK,
            sealed=True,
            public_file=one in rules,
        )
        for one in (*every_type(), *rules)
    ]


def numbered_type(document: OutgoingDocument, day: date) -> DocumentType:
    """The type in whose series it is numbered that day."""
    return type_of(f"{document.type_code}{NORMATIVE if document.normative else ''}", day)


def letter(
    document: OutgoingDocument, kind: DocumentType, text: Text, authority: SigningForm | None, day: date
) -> LetterContent:
    """What is set by the layout of the type; the head of the paper gets its names, number and day from the kernel.

    Who signs along is the document's own, `authority` of who signs with the seal; None while nobody may.
    """
    agency = document.case.agency
    issuer = ""
    if "issuer" in form_of(kind.code, day).needs:
        issuer = authority.issuer if authority else body_or_head(agency, decider_of(document, day))
    return LetterContent(
        type_code=kind.code,
        type_name=kind.name,
        agency=agency.name,
        subject=document.subject,
        signers=tuple(
            LetterSigner(tuple(one["lines"]), one["name"]) for one in signers_on(document, authority, day)
        ),
        blocks=blocks_of(text.paragraphs),
        recipients=text.recipients or ("Lưu: VT",),
        issuer=issuer,
        legal_basis=text.legal_basis,
        to=text.to,
        circulation=document.get_circulation_display().upper() if document.is_restricted else "",
        urgency=OutgoingDocument.Urgency(document.urgency).label.upper() if document.urgency else "",
    )


def paper_data(
    document: OutgoingDocument, kind: DocumentType, text: Text, authority: SigningForm | None, day: date
) -> dict[str, Any]:
    """The keys of the paper. Raises: LetterRefused, with every problem of the draft as a sentence."""
    return without_letterhead(letter_data(letter(document, kind, text, authority, day), on=day))


def drafted_types(day: date) -> list[DocumentType]:
    """All that are in force; minutes, contracts and agreements have the way of two signers."""
    return types_on(day)


def drawn_for(document: OutgoingDocument, authority: SigningForm) -> Paper | None:
    """The paper of the document, unless it is a draft that prints another signer or another form of signing.

    Raises: CosignedForAnother, where that draft is signed by one of two already.
    """
    paper = document.paper
    if paper is None or paper.state != Paper.State.DRAFT or document.drawn_for == authority.mark:
        return paper
    if document.cosigned_at is not None:
        raise CosignedForAnother
    return None


def draw_up(document: OutgoingDocument, authority: SigningForm, *, by: Actor, now: datetime) -> Paper:
    """The draft paper that the head signs; the clerk numbers it later. Raises: LetterRefused."""
    agency, day = document.case.agency, local(now).date()
    kind, numbered = type_of(document.type_code, day), numbered_type(document, day)
    paper = create_paper(
        kind=paper_kind(numbered.code),
        subject=document.case.code,
        agency=agency,
        place=place_name(agency, day),
        notation=notation_of(numbered, agency, document.unit),
        data=paper_data(document, kind, text_of(newest(document)), authority, day),
        by=by,
        now=now,
        case_id=document.pk,
        cosign_agency=document.cosigner_agency,
    )
    document.paper, document.drawn_for = paper, authority.mark
    document.save(update_fields=["paper", "drawn_for"])
    record(DocumentPaperDrawn(case_id=document.pk, paper_id=paper.pk), by=by, at=now)
    return paper


def draw_preview(
    document: OutgoingDocument, text: Text, authority: SigningForm | None, *, now: datetime
) -> bytes:
    """The document as it would be drawn up now, marked as a preview, stored nowhere. Raises: LetterRefused."""
    agency, day = document.case.agency, local(now).date()
    kind = type_of(document.type_code, day)
    return preview_paper(
        kind=paper_kind(numbered_type(document, day).code),
        agency=agency,
        place=place_name(agency, day),
        data=paper_data(document, kind, text, authority, day),
        now=now,
    )


def redrawn_document(document: OutgoingDocument, *, now: datetime) -> bytes | None:
    """The PDF of an issued document whose signed file is not here, of its newest version: with number and day, and on every
    page that it bears no signature. None where the file is here. Raises: LetterRefused, PaperNotMade.
    """
    paper = document.paper
    if paper is None or document.issued_at is None or paper.signatures.exists():
        return None
    day = paper.dated or local(now).date()
    authority, kind = expected_authority(document, day), type_of(document.type_code, day)
    data = paper_data(document, kind, text_of(newest(document)), authority, day)
    return redraw_paper(paper, data=data)
