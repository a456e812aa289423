from dataclasses import dataclass
from datetime import date

from tinhso.kernel.people.models import Agency, Delegation, Post
from tinhso.kernel.people.roles import Head


@dataclass(frozen=True)
class SigningRight:
    """A post that may sign for an agency on a day. `capacity` is KT., TL., TUQ. or empty for the head; in whose name a
    paper is decided is not the right's to say (`signing_forms`).

    `giver` is the post that delegated it, None for the agency's own head; `source` is the delegating paper, which
    counts from `starts` until the day before `ends` (None: no end).
    """

    post: Post
    capacity: str
    giver: Post | None = None
    source: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class NoRight:
    """Why a post may not sign: `none`, or a delegation that is `expired`, `early`, of another `field`, or whose giver
    heads the agency no longer (`giver`)."""

    why: str
    delegation: Delegation | None = None


@dataclass(frozen=True)
class SigningRights:
    """Who may sign for an agency on a day: its heads of that day, and every delegation that was ever in force there."""

    agency: Agency
    on: date
    heads: list[Post]
    given: list[Delegation]

    def in_field(self, field: str) -> list[SigningRight]:
        """The heads in their own right, then whom they let sign in that field by a paper that counts that day.

        Who received a delegation is a deputy and signs by nothing else: an expired paper makes nobody the head.
        """
        deputies = {d.receiver_id for d in self.given}
        rights = [SigningRight(h, "") for h in self.heads if h.pk not in deputies]
        return rights + [
            SigningRight(d.receiver, d.capacity, d.giver, d.source, d.valid.lower, d.valid.upper)
            for d in self.given
            if self._fault(d, field) is None
        ]

    def of_post(self, post_id: int | None, field: str) -> SigningRight | NoRight:
        """The right of that post, or why it has none."""
        right = next((r for r in self.in_field(field) if r.post.pk == post_id), None)
        if right is not None:
            return right
        received = [(self._fault(d, field) or "none", d) for d in self.given if d.receiver_id == post_id]
        if not received:
            return NoRight("none")
        return NoRight(*max(received, key=lambda fault: (fault[0] != "field", fault[1].valid.lower)))

    def _fault(self, delegation: Delegation, field: str) -> str | None:
        """Why this delegation gives no right; None if it does."""
        if delegation.field not in ("", field):
            return "field"
        if self.on < delegation.valid.lower:
            return "early"
        if delegation.valid.upper is not None and self.on >= delegation.valid.upper:
            return "expired"
        # Nobody hands on what they sign by TUQ. (Điều 13.3).
        authorised = {d.receiver_id for d in self.given if d.capacity == Delegation.Capacity.TUQ}
        heads = {head.pk for head in self.heads} - authorised
        return None if delegation.giver_id in heads and delegation.receiver.holds_on(self.on) else "giver"


def signing_rights(agency: Agency, on: date) -> SigningRights:
    """Who may sign for `agency` that day, whatever the field. Two queries."""
    heads = Post.objects.on(on).filter(agency=agency).with_role(Head.code).select_related("user", "agency")
    given = (
        Delegation.objects.in_force()
        .filter(giver__agency=agency)
        .select_related("receiver__user", "receiver__agency", "giver__user")
    )
    return SigningRights(agency, on, list(heads), list(given.order_by("pk")))


def signs_from_elsewhere(agency: Agency, post_id: int | None, on: date) -> bool:
    """A post of another agency that somebody here let sign that day, whatever the field. One query."""
    given = Delegation.objects.in_force().on(on).filter(giver__agency=agency, receiver=post_id)
    return given.exclude(receiver__agency=agency).exists()


def who_may_sign(agency: Agency, field: str, on: date) -> list[SigningRight]:
    """Who may sign for `agency` in a field that day, see `SigningRights.in_field`. Two queries."""
    return signing_rights(agency, on).in_field(field)
