"""Who signs along: the secretary of minutes, the second party of a contract or an agreement (phụ lục III, mẫu 1.9).

The decree has no sample of agreements; where the second party is another agency, each block names whose head it is.
"""

from datetime import date

from tinhso.documents.layout.document_forms import form_of
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.authority import UNKNOWN_SIGNER, signers_of
from tinhso.documents.outgoing.way import COSIGN, MINUTES, seat
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.people.roles import Examiner
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
    return [one.right.post for party in (agency, *others) for one in signers_of(party, day)]


def seat_second(document: OutgoingDocument) -> None:
    """Who signs along comes onto the routing list."""
    if document.cosigner is not None and document.cosigner_agency is not None and document.case.process:
        role = document.case.process.step(COSIGN).role
        seat(document, document.cosigner_agency, role, document.cosigner)


def unseat_second(document: OutgoingDocument) -> None:
    """A draft that went back is no business of another agency until it is approved anew."""
    if document.cosigner_agency_id not in (None, document.case.agency_id):
        document.seats.filter(agency_id=document.cosigner_agency_id).delete()


def signers_on(document: OutgoingDocument, signer: dict[str, str], day: date) -> list[dict[str, str]]:
    """The blocks at the end of the paper, who signs with the seal last."""
    if not has_two_signers(document, day):
        return [signer]
    if document.type_code == MINUTES:
        name = document.cosigner.full_name if document.cosigner else ""
        plain = {"capacity": "", "head": ""}
        return [plain | {"title": SECRETARY, "name": name}, plain | {"title": CHAIR, "name": signer["name"]}]
    second, party = _second_block(document, day), document.cosigner_agency
    if party is None or party.pk == document.case.agency_id:
        return [second, signer]
    return [_of_agency(second, party), _of_agency(signer, document.case.agency)]


def _second_block(document: OutgoingDocument, day: date) -> dict[str, str]:
    if document.cosigner_agency is None:
        return UNKNOWN_SIGNER
    rights = signers_of(document.cosigner_agency, day)
    mine = (one.block for one in rights if one.right.post.user_id == document.cosigner_id)
    name = document.cosigner.full_name if document.cosigner else ""
    return next(mine, UNKNOWN_SIGNER | {"name": name})


def _of_agency(block: dict[str, str], agency: Agency) -> dict[str, str]:
    if block["capacity"] == "TM.":  # for the body itself, whose name this is
        return block | {"head": agency.name}
    where = "head" if block["capacity"] else "title"
    return block | {where: f"{block[where]} {agency.name}"}
