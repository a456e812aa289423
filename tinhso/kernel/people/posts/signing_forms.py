"""In whose name a paper is decided and how its signature reads: one model for every paper (NĐ 30/2020/NĐ-CP Điều 13; phụ lục I
mục II.7; phụ lục III). The line of the issuer above and the lines of the signature below come from the same authority."""

import re
from dataclasses import dataclass
from typing import TypedDict

from tinhso.kernel.people.models import Agency, Delegation, Post
from tinhso.kernel.people.models.decider import Decider
from tinhso.kernel.people.posts.signing_rights import SigningRight

BODY = "Ủy ban nhân dân"
ACTING, DEPUTY = "Quyền ", "Phó "
IN_CHARGE = re.compile(r" (?:phụ trách|điều hành)\b.*$", re.IGNORECASE)
AT_COMMITTEE = re.compile(r" (?:UBND|Ủy ban nhân dân)\b.*$", re.IGNORECASE)


class Block(TypedDict):
    """The lines above the room of the signature, and the name below it."""

    lines: list[str]
    name: str


def plain_block(title: str, name: str) -> Block:
    """Of who signs in no capacity but the title's."""
    return {"lines": [title] if title else [], "name": name}


UNKNOWN_SIGNER = plain_block("Người có thẩm quyền", "")


@dataclass(frozen=True)
class SigningForm:
    """A right to sign for an agency, and whether its body or its head decides."""

    right: SigningRight
    agency: Agency
    who: str = Decider.Who.HEAD

    @property
    def is_body(self) -> bool:
        return self.who == Decider.Who.BODY

    @property
    def head(self) -> str:
        """The title of the office of the head, whoever holds it."""
        return head_title((self.right.giver or self.right.post).title)

    @property
    def issuer(self) -> str:
        """Who decides, as it stands above the legal basis: the body by its name, the head by the title of the office."""
        return self.agency.name if self.is_body else joined(self.head, self.agency.name)

    @property
    def capacity(self) -> str:
        """TM., Q., KT., TL., TUQ., or empty for a head who decides; of a deputy who signs for the body KT."""
        capacity = self.right.capacity
        if self.right.giver is None:
            return capacity_of(self.right.post.title, self.who)
        return Delegation.Capacity.KT.value if capacity == Delegation.Capacity.TM else capacity

    @property
    def lines(self) -> list[str]:
        """Every line above the name, without capitals: "TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"."""
        return lines_of(self.who, self.capacity, self.head, title_at(self.right.post, self.agency))

    @property
    def block(self) -> Block:
        return {"lines": self.lines, "name": self.right.post.user.full_name}

    @property
    def mark(self) -> str:
        """What tells one form of signing from another."""
        giver = self.right.giver.pk if self.right.giver else ""
        body = f"{Decider.Who.BODY}:" if self.is_body else ""
        return f"{body}{self.right.capacity}{self.right.post.pk}/{giver}"


def capacity_of(title: str, who: str) -> str:
    """Of who signs by no delegation: a deputy in charge signs as for the head (phụ lục I mục II.7.b)."""
    if title.startswith(ACTING):
        return "Q."
    if title.startswith(DEPUTY):
        return Delegation.Capacity.KT.value
    return Delegation.Capacity.TM.value if who == Decider.Who.BODY else ""


def lines_of(who: str, capacity: str, head: str, title: str) -> list[str]:
    above = [f"TM. {BODY}"] if who == Decider.Who.BODY else []
    if capacity == "Q.":
        return [*above, f"Q. {head}"]
    return [
        *above,
        *([f"{capacity} {head}"] if capacity not in ("", "TM.") else []),
        *([title] if title else []),
    ]


def block_of_title(title: str, name: str, who: str) -> Block:
    """Where of who signed only the title is on record."""
    head = head_title(title)
    return {"lines": lines_of(who, capacity_of(title, who), head, printed_title(title)), "name": name}


def body_or_head(agency: Agency, who: str) -> str:
    """Who decides where nobody is there to sign."""
    return agency.name if who == Decider.Who.BODY else f"Người đứng đầu {agency.name}"


def of_agency(form: SigningForm) -> Block:
    """Where several agencies sign one paper: each block says whose body or head it is."""
    lines = form.lines
    place = 0 if form.is_body or form.capacity else -1
    whole = f"TM. {form.agency.name}" if form.is_body else joined(lines[place], form.agency.name)
    lines[place] = whole
    return form.block | {"lines": lines}


def head_title(title: str) -> str:
    """ "Phó Giám đốc phụ trách" stands for the "Giám đốc", "Chủ tịch UBND xã" for the "Chủ tịch"."""
    return AT_COMMITTEE.sub("", printed_title(title)).removeprefix(ACTING).removeprefix(DEPUTY)


def printed_title(title: str) -> str:
    """The official one: a deputy "phụ trách" or "điều hành" is the deputy (phụ lục I mục II.7.b, c)."""
    return IN_CHARGE.sub("", title) if title.startswith(DEPUTY) else title


def title_at(post: Post, agency: Agency) -> str:
    """The title of the office, with its agency where that is another than the one signed for (a director who signs TUQ.)."""
    title = printed_title(post.title)
    if post.agency_id == agency.pk:
        return title
    return joined(title, post.agency.name.removesuffix(f" {agency.name}"))


def joined(title: str, agency: str) -> str:
    """ "Chánh Thanh tra" of "Thanh tra tỉnh" is "Chánh Thanh tra tỉnh": what ends the one and begins the other stands once."""
    words, rest = title.split(), agency.split()
    for n in range(min(len(words), len(rest)), 0, -1):
        if [one.casefold() for one in words[-n:]] == [one.casefold() for one in rest[:n]]:
            return " ".join([*words, *rest[n:]])
    return f"{title} {agency}"
