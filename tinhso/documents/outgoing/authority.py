"""Who decides a document and in which form it is signed: what the page shows is what the paper prints."""

from datetime import date

from django.utils.translation import gettext as _

from tinhso.documents.models import OutgoingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import (
    Agency,
    Decider,
    LawfulDecider,
    SigningForm,
    SigningRight,
    lawful_decider,
    signing_rights,
)

COPY = "copy"
"""Copies of documents, in the rows of who decides: a copy is the head's to order (NĐ 30/2020/NĐ-CP Điều 26)."""


class MayNotSign(Exception):
    """The post of this actor has no right to sign for the agency today; the words are for the screen."""

    def __init__(self) -> None:
        super().__init__(_("Vị trí này hôm nay không có quyền ký văn bản của cơ quan."))


def law_on(type_code: str, agency: Agency, day: date) -> LawfulDecider:
    """Which authority the law wants on a type of document of that agency. A query for a committee."""
    return lawful_decider(agency, day, (Decider.What.DOCUMENT, type_code))


def decider_of(document: OutgoingDocument, day: date, *, agency: Agency | None = None) -> str:
    """Body or head: as the law says, as the drafter chose where it leaves that to the matter; of normative ones the body.

    `agency` is another party's.
    """
    if document.normative:
        return Decider.Who.BODY if document.case.agency.kind == Agency.Kind.COMMITTEE else Decider.Who.HEAD
    law = law_on(document.type_code, agency or document.case.agency, day)
    return law.decides("" if agency else document.decider)


def signers_of(agency: Agency, day: date, who: str) -> list[SigningForm]:
    """Who may sign the agency's documents that day, whatever they are about. Two queries."""
    rights = signing_rights(agency, day).in_field("")
    return [SigningForm(one, agency, who) for one in rights if LawfulDecider(who).lets(one.capacity)]


def authority_of(agency: Agency, by: Actor, day: date, who: str) -> SigningForm:
    """How this officer signs. Two queries. Raises: MayNotSign."""
    found = signing_rights(agency, day).of_post(by.post_id, "")
    if not isinstance(found, SigningRight) or not LawfulDecider(who).lets(found.capacity):
        raise MayNotSign
    return SigningForm(found, agency, who)


def expected_authority(
    document: OutgoingDocument, day: date, *, signer_id: int | None = None
) -> SigningForm | None:
    """How the named signer would sign that day, else whoever signs first; None where nobody may."""
    rights = signers_of(document.case.agency, day, decider_of(document, day))
    asked_for = signer_id or document.signer_id
    named = [one for one in rights if one.right.post.user_id == asked_for]
    return next(iter([*named, *rights]), None)
