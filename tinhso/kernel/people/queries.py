from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q
from django.http import HttpRequest

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.models import Absence, Agency, AgencySuccession, Competence, Delegation, Post, User
from tinhso.kernel.people.roles import Head
from tinhso.kernel.people.second_factor import needs_second_factor
from tinhso.kernel.places.public import AdminUnit, ancestors
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import planned

POST_IN_SESSION = "post_id"


class NoCompetence(LookupError):
    """The data name no agency for this field, level and day: competence rows of the pack are missing."""


def actor_of(user: User | AnonymousUser, *, post_id: int | None = None, on: date) -> Actor:
    """The actor that this account is on that day: in the chosen post if it still holds it, else in its first one.

    A signed-out visitor is an actor without a user. One query.
    """
    if not isinstance(user, User) or not user.is_active:
        return Actor()
    return _actor(user, _chosen(posts_of(user, on=on), post_id))


def posts_of(user: User, *, on: date) -> list[Post]:
    """The posts that this account holds on that day, with their agencies and for whom they stand in; one query, two of a
    person's account that holds some."""
    if user.person_id and not _holds_any_post(user):
        return []
    away = Absence.objects.on(on).filter(stand_in=OuterRef("user"), agency=OuterRef("agency"))
    posts = Post.objects.on(on).filter(user=user).select_related("agency").order_by("pk")
    return list(posts.annotate(covers=ArraySubquery(away.values("officer"))))


def _holds_any_post(user: User) -> bool:
    """Most accounts that belong to a person are citizens', and never had one."""
    with planned() as cursor:
        cursor.execute("select 1 from people_post where user_id = %s limit 1", [user.pk])
        return cursor.fetchone() is not None


def _chosen(posts: list[Post], post_id: int | None) -> Post | None:
    return next((p for p in posts if p.pk == post_id), posts[0] if posts else None)


def _actor(user: User, post: Post | None) -> Actor:
    return Actor(
        user_id=user.pk,
        person_id=user.person_id,
        post_id=post.pk if post else None,
        agency_id=post.agency_id if post else None,
        roles=frozenset(post.roles) if post else frozenset(),
        identity_level=user.identity_level,
        covers=frozenset(getattr(post, "covers", ())),
    )


@dataclass(frozen=True)
class Signed:
    """Who made this request: the account, its posts of the legal day, the chosen one, and the actor they are.

    Before the second factor is set up the actor has no post: whatever page asks, it meets no officer.
    """

    user: User
    posts: list[Post]
    post: Post | None
    actor: Actor


def signed_in(request: HttpRequest) -> Signed | None:
    """The account behind this request, read once and kept on it (two queries: clock, posts); None for a visitor."""
    user = getattr(request, "user", None)
    kept: tuple[int | None, Signed | None] | None = getattr(request, "_signed_in", None)
    if kept is None or kept[0] != getattr(user, "pk", None):
        kept = (getattr(user, "pk", None), _read_signed_in(request, user))
        request._signed_in = kept  # type: ignore[attr-defined]
    return kept[1]


def _read_signed_in(request: HttpRequest, user: Any) -> Signed | None:
    if user is None or not user.is_authenticated:
        return None
    posts = posts_of(user, on=clock.today())
    post = _chosen(posts, request.session.get(POST_IN_SESSION))
    seated = post is not None and not needs_second_factor(request, user)
    return Signed(user, posts, post, _actor(user, post if seated else None))


def actor_for(request: HttpRequest) -> Actor:
    """The `by=` of whatever this request does: the account in the post it chose, on the legal day of the instance."""
    signed = signed_in(request)
    return signed.actor if signed else Actor()


@dataclass(frozen=True)
class SigningRight:
    """A post that may sign for an agency on a day. `capacity` is TM., KT., TL., TUQ. or empty for the head.

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

        A committee decides as a body, so its head signs "TM."; the head of a department signs in the own name. Who
        received a delegation is a deputy and signs by nothing else: an expired paper makes nobody the head.
        """
        deputies = {d.receiver_id for d in self.given}
        own = Delegation.Capacity.TM if self.agency.kind == Agency.Kind.COMMITTEE else ""
        rights = [SigningRight(h, own) for h in self.heads if h.pk not in deputies]
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
        own = [(self._fault(d, field) or "none", d) for d in self.given if d.receiver_id == post_id]
        if not own:
            return NoRight("none")
        return NoRight(*max(own, key=lambda fault: (fault[0] != "field", fault[1].valid.lower)))

    def _fault(self, delegation: Delegation, field: str) -> str | None:
        """Why this delegation gives no right; None if it does."""
        if delegation.field not in ("", field):
            return "field"
        if self.on < delegation.valid.lower:
            return "early"
        if delegation.valid.upper is not None and self.on >= delegation.valid.upper:
            return "expired"
        heads = {head.pk for head in self.heads}
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


def who_may_sign(agency: Agency, field: str, on: date) -> list[SigningRight]:
    """Who may sign for `agency` in a field that day, see `SigningRights.in_field`. Two queries."""
    return signing_rights(agency, on).in_field(field)


def competent_agency(field: str, level: str, unit: AdminUnit | None, on: date) -> Agency:
    """Which agency settles `field` at `level` (`Agency.Level`) for a place on that day.

    At the province the row names the agency; at the district and commune it is the committee of the place that
    holds `unit`. Raises NoCompetence, for example for a district after 01/07/2025.
    """
    row = Competence.objects.on(on).filter(field=field, level=level).select_related("agency").first()
    if row is None:
        raise NoCompetence(f"{field} {level} {on.isoformat()}")
    if row.agency is not None:
        return row.agency
    place = next((u for u in [unit, *ancestors(unit, on)] if u and u.level == level), None) if unit else None
    committees = Agency.objects.on(on).filter(unit=place, kind=Agency.Kind.COMMITTEE, level=level)
    agency = committees.first() if place else None
    if agency is None:
        raise NoCompetence(f"{field} {level} {unit} {on.isoformat()}")
    return agency


def desk_of(agency: Agency, on: date) -> Agency | None:
    """The one-stop desk that receives for an agency: its own, else that of the nearest agency above."""
    above: Agency | None = agency
    while above is not None:
        desk = Agency.objects.on(on).filter(parent=above, kind=Agency.Kind.DESK).first()
        if desk is not None:
            return desk
        above = above.parent
    return None


def successor(agency: Agency, on: date) -> Agency | None:
    """The agency that holds the duties of `agency` on that day: itself while it exists, else by default lines.

    None where the data name no successor.
    """
    current: Agency | None = agency
    while current is not None and not current.exists_on(on):
        line = (
            AgencySuccession.objects.filter(old=current, on__lte=on, is_default=True)
            .select_related("new")
            .first()
        )
        current = line.new if line else None
    return current


@dataclass(frozen=True)
class AgencyNode:
    """One agency of the tree, with those below it that exist on the same day."""

    agency: Agency
    children: list["AgencyNode"] = field(default_factory=list)


def agency_tree(on: date, *, root: Agency | None = None) -> list[AgencyNode]:
    """The agencies of that day as a tree (about 1,500 in 2023); one query. `root` gives one branch.

    An agency whose superior ended hangs on the nearest one above that still exists.
    """
    rows = list(
        Agency.objects.only("pk", "code", "name", "short_name", "kind", "level", "parent_id", "valid")
    )
    parents = {a.pk: a.parent_id for a in rows}
    nodes = {a.pk: AgencyNode(a) for a in rows if a.exists_on(on)}
    tops: list[AgencyNode] = []
    for pk, node in nodes.items():
        above = parents[pk]
        while above is not None and above not in nodes:
            above = parents[above]
        (nodes[above].children if above is not None else tops).append(node)
    if root is None:
        return tops
    return [nodes[root.pk]] if root.pk in nodes else []


@dataclass(frozen=True)
class Branches:
    """Which agencies exist on a day and what hangs below each, by id: the tree without its names, for sums."""

    there: frozenset[int]
    above: dict[int, int | None]
    below: dict[int | None, list[int]]

    @classmethod
    def read(cls, on: date) -> "Branches":
        """One query; a fraction of what the tree of names costs."""
        exists = ExpressionWrapper(Q(valid__contains=on), BooleanField())
        rows = list(Agency.objects.order_by().values_list("pk", "parent_id", exists))
        below: dict[int | None, list[int]] = {}
        for pk, parent, _exists in rows:
            below.setdefault(parent, []).append(pk)
        there = frozenset(pk for pk, _parent, is_there in rows if is_there)
        return cls(there, {pk: parent for pk, parent, _exists in rows}, below)

    def under(self, pk: int) -> set[int]:
        """It and all below it, also what hangs on one that has ended; nothing of one that does not exist."""
        found: set[int] = set()
        queue = [pk] if pk in self.there else []
        while queue:
            one = queue.pop()
            found.add(one)
            queue += self.below.get(one, [])
        return found & self.there

    def is_top(self, pk: int) -> bool:
        above = self.above[pk]
        while above is not None and above not in self.there:
            above = self.above[above]
        return above is None


def agencies_below(agency: Agency, on: date) -> set[int]:
    """The ids of an agency and all below it on that day: what a supervisor's figures cover. One query."""
    return Branches.read(on).under(agency.pk)
