"""In which form a document is signed (TM., KT., TL., TUQ.): what the page shows is what the paper prints."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, SigningRight, signing_rights

BODY = "Ủy ban nhân dân"
UNKNOWN_SIGNER = {"capacity": "", "head": "", "title": "Người có thẩm quyền", "name": ""}


class MayNotSign(Exception):
    """The post of this actor has no right to sign for the agency today; the words are for the screen."""

    def __init__(self) -> None:
        super().__init__(_("Vị trí này hôm nay không có quyền ký văn bản của cơ quan."))


@dataclass(frozen=True)
class Authority:
    """The right by which a post signs for an agency on a day."""

    right: SigningRight

    @property
    def block(self) -> dict[str, str]:
        """Capacity, for whom, own title, name: a committee is signed for as a body, a head by the title."""
        right = self.right
        head = right.giver.title if right.giver else BODY if right.capacity == "TM." else ""
        return {
            "capacity": right.capacity,
            "head": head,
            "title": right.post.title,
            "name": right.post.user.full_name,
        }

    @property
    def mark(self) -> str:
        """What tells one form of signing from another."""
        giver = self.right.giver.pk if self.right.giver else ""
        return f"{self.right.capacity}{self.right.post.pk}/{giver}"


def signers_of(agency: Agency, day: date) -> list[Authority]:
    """Who may sign the agency's documents that day, whatever they are about. Two queries."""
    return [Authority(right) for right in signing_rights(agency, day).in_field("")]


def authority_of(agency: Agency, by: Actor, day: date) -> Authority:
    """How this officer signs. Two queries. Raises: MayNotSign."""
    found = signing_rights(agency, day).of_post(by.post_id, "")
    if not isinstance(found, SigningRight):
        raise MayNotSign
    return Authority(found)


def expected_authority(agency: Agency, signer_id: int | None, day: date) -> Authority | None:
    """How the named signer would sign that day, else whoever signs first; None where nobody may."""
    rights = signers_of(agency, day)
    named = [one for one in rights if one.right.post.user_id == signer_id]
    return next(iter([*named, *rights]), None)
