"""Who signs along: the secretary of minutes, the second party of a contract or an agreement (phụ lục III, mẫu 1.9).

The decree has no sample of agreements; where the second party is another agency, each block names whose head it is.
"""

from datetime import date, datetime

from tinhso.casework.public import name_officer
from tinhso.documents.layout.document_forms import form_of
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.authority import decider_of, expected_authority, signers_of
from tinhso.documents.outgoing.way import COSIGN, MINUTES, seat
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import (
    UNKNOWN_SIGNER,
    Agency,
    Block,
    Post,
    SigningForm,
    of_agency,
    plain_block,
)
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.kernel.site.public import EntryRefused

SECRETARY, CHAIR = "Thư ký", "Chủ tọa"
MOST_PARTIES = 10
"""Agencies among the recipients whose heads may be named as the second party."""


class CosignedForAnother(EntryRefused):
    """One of two signed a paper that prints another signer: it is returned and signed anew."""

    def __init__(self) -> None:
        super().__init__("", "Người cùng ký đã ký bản ghi người ký khác. Trả lại để trình và ký lại từ đầu.")


def has_two_signers(document: OutgoingDocument, day: date) -> bool:
    return form_of(document.type_code, day).signers == 2


def co_signers_of(document: OutgoingDocument, day: date) -> list[Post]:
    """Who may be named: for minutes an official of the agency; else who signs for it, or for an agency that receives it.

    Two queries for each of at most MOST_PARTIES agencies.
    """
    agency = document.case.agency
    if document.type_code == MINUTES:
        posts = Post.objects.on(day).with_role(Examiner.code).filter(agency=agency)
        return list(posts.select_related("user", "agency").order_by("user__full_name"))
    named = document.recipients.filter(agency__isnull=False).select_related("agency").order_by("pk")
    others = [one.agency for one in named[:MOST_PARTIES] if one.agency and one.agency_id != agency.pk]
    return [
        one.right.post
        for party in (agency, *others)
        for one in signers_of(party, day, party_decider(document, party, day))
    ]


def party_decider(document: OutgoingDocument, party: Agency, day: date) -> str:
    """Body or head of one of those who sign: of the drafting agency as its draft says."""
    mine = party.pk == document.case.agency_id
    return decider_of(document, day, agency=None if mine else party)


def seat_second(document: OutgoingDocument) -> None:
    """Who signs along comes onto the routing list."""
    if document.cosigner is not None and document.cosigner_agency is not None and document.case.process:
        role = document.case.process.step(COSIGN).role
        seat(document, document.cosigner_agency, role, document.cosigner)


def unseat_second(document: OutgoingDocument) -> None:
    """A draft that went back is no business of another agency until it is approved anew."""
    if document.cosigner_agency_id not in (None, document.case.agency_id):
        document.seats.filter(agency_id=document.cosigner_agency_id).delete()


def pass_to_signer(document: OutgoingDocument, *, by: Actor, now: datetime) -> None:
    """The turn to sign goes to who was named; of another agency (TL., TUQ.) they come onto the routing list only now."""
    form = expected_authority(document, now.date())
    at = document.case.agency
    if document.signer is not None and form and form.right.post.user_id == document.signer_id:
        at = form.right.post.agency
        seat(document, at, Head.code, document.signer)
    name_officer(case=document.case, officer_id=document.signer_id or 0, at=at, by=by, now=now)


def unseat_signer(document: OutgoingDocument) -> None:
    """A draft that went back is no business of another agency whose head was to sign it."""
    document.seats.exclude(agency=document.case.agency).filter(officer=document.signer_id).delete()


def is_signed_elsewhere(document: OutgoingDocument) -> bool:
    """Who signs sits at another agency and has it now. One query."""
    return document.seats.exclude(agency=document.case.agency).filter(officer=document.signer_id).exists()


def signers_on(document: OutgoingDocument, form: SigningForm | None, day: date) -> list[Block]:
    """The blocks at the end of the paper, who signs with the seal last; `form` is None where nobody may."""
    signer = form.block if form else UNKNOWN_SIGNER
    if not has_two_signers(document, day):
        return [signer]
    if document.type_code == MINUTES:
        name = document.cosigner.full_name if document.cosigner else ""
        return [plain_block(SECRETARY, name), plain_block(CHAIR, signer["name"])]
    second, party = _second_form(document, day), document.cosigner_agency
    if party is None or party.pk == document.case.agency_id:
        return [second.block if second else _unknown(document), signer]
    blocks = [of_agency(one) if one else None for one in (second, form)]
    return [blocks[0] or _unknown(document), blocks[1] or UNKNOWN_SIGNER]


def _second_form(document: OutgoingDocument, day: date) -> SigningForm | None:
    party = document.cosigner_agency
    if party is None:
        return None
    rights = signers_of(party, day, party_decider(document, party, day))
    return next((one for one in rights if one.right.post.user_id == document.cosigner_id), None)


def _unknown(document: OutgoingDocument) -> Block:
    return UNKNOWN_SIGNER | {"name": document.cosigner.full_name if document.cosigner else ""}
