"""Who reads what at an agency, and since when: the posts that a head answers for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.agencies.heads import HeadSeats, Seat, sits_on
from tinhso.kernel.people.models import Post, User
from tinhso.kernel.people.roles import labels, reads_personal_data

LONG_UNUSED = 30  # days without a sign-in that the list points at
CONFIRM_DAYS = "rights.confirm_days"
END_OPEN = Q(ended_at__isnull=False, end_confirmed_at=None)
"""Somebody wrote an end that no head has looked at."""


@dataclass(frozen=True)
class Right:
    """One post as the list shows it; `hint` is what the machine sees, and decides nothing.

    `confirm_by` is the last day for a head to confirm it, None where one has; `is_late` after it; `is_over`: it ended.
    """

    post: Post
    roles: list[str]
    group: str
    hint: object = ""
    days: int = 0
    confirm_by: date | None = None
    is_late: bool = False
    is_over: bool = False


GROUPS = {  # in their order
    "open": (_("Chưa thủ trưởng nào xác nhận"), _("xem, rồi xác nhận hoặc kết thúc")),
    "ended": (_("Vừa ghi ngày kết thúc"), _("thủ trưởng chưa xem; xác nhận là biết và đồng ý")),
    "personal": (_("Đọc dữ liệu cá nhân"), _("thủ trưởng đã xác nhận")),
    "other": (_("Quyền khác"), _("không đọc dữ liệu cá nhân")),
}


def running(on: date) -> QuerySet[Post]:
    """Posts of that day or later."""
    return Post.objects.filter(valid__overlap=DateRange(on, None))


def answered_for(on: date) -> QuerySet[Post]:
    """What heads answer for: posts of that day or later, and ended ones whose end no head has looked at."""
    return Post.objects.filter(Q(valid__overlap=DateRange(on, None)) | END_OPEN)


def posts_under(by: Actor, on: date) -> list[int]:
    """The posts that this head confirms: at the own agency and those below without a head of their own, and of the heads
    just below; never the own one. Three queries."""
    if by.agency_id is None:
        return []
    seats = HeadSeats.read(on)
    below = seats.below(by.agency_id)
    rows = answered_for(on).filter(agency__in=below).values_list("pk", "agency", "user")
    return [pk for pk, agency, user in rows if sits_on(by, seats.nearest(agency, [user]))]


def confirm_within(on: date) -> timedelta:
    """How long a post may wait for a head's word before it is late; it goes on either way. One query."""
    return timedelta(days=int(rule_or(CONFIRM_DAYS, 60, on=on)))


def rights_of(posts: list[Post], *, on: date, real_now: datetime) -> list[Right]:
    """As the list of that day shows them. One query."""
    within = confirm_within(on)
    return [right_of(post, on, within, real_now) for post in posts]


def right_of(post: Post, on: date, within: timedelta, real_now: datetime) -> Right:
    hint, days = usage_of(post.user, real_now)
    waits = post.confirmed_at is None or group_of(post) == "ended"
    by = waits_since(post) + within if waits else None
    return Right(
        post,
        labels(post.roles),
        group_of(post),
        hint,
        days,
        confirm_by=by,
        is_late=by is not None and by < on,
        is_over=post.valid.upper is not None and post.valid.upper <= on,
    )


def group_of(post: Post) -> str:
    if post.ended_at and not post.end_confirmed_at:
        return "ended"
    if not post.confirmed_at:
        return "open"
    return "personal" if reads_personal_data(post.roles) else "other"


def usage_of(user: User, real_now: datetime) -> tuple[object, int]:
    """What the machine sees of an account's use, in words or as days without a sign-in."""
    if not user.is_active:
        return _("tài khoản đã khóa"), 0
    if user.last_login is None:
        return _("chưa từng đăng nhập"), 0
    days = (real_now - user.last_login).days
    return "", days if days > LONG_UNUSED else 0


def first_accounts(on: date) -> QuerySet[Post]:
    """Posts of accounts whose link was written into a file on the machine before any head could act, until a head confirmed
    them. One query."""
    posts = running(on).filter(confirmed_at=None, user__is_active=True, user__link_in_file=True)
    return posts.select_related("user", "agency").order_by("user__full_name", "pk")


@dataclass(frozen=True)
class Waiting:
    """How many posts wait for a head's word, how many of them longer than the rule allows."""

    number: int
    late: int


def unconfirmed(on: date) -> list[tuple[Seat, bool]]:
    """The posts that read personal data and that no head has confirmed, or whose end no head has looked at: agency and
    holder, and whether the day for it is over. Two queries."""
    open_ones = Q(valid__overlap=DateRange(on, None), confirmed_at=None, user__is_active=True)
    within = confirm_within(on)
    return [
        ((post.agency_id, post.user_id), waits_since(post) + within < on)
        for post in Post.objects.filter(open_ones | END_OPEN)
        if reads_personal_data(post.roles)
    ]


def waits_since(post: Post) -> date:
    """Since which day it waits for a head's word."""
    if post.ended_at and not post.end_confirmed_at:
        return localtime(post.ended_at).date()
    return post.listed_on or post.valid.lower


def unconfirmed_by_head(on: date) -> dict[int, Waiting]:
    """How many of them wait for each head's account. Four queries."""
    seats, found, late = HeadSeats.read(on), Counter[int](), Counter[int]()
    for (agency, holder), is_late in unconfirmed(on):
        heads = {user for _at, user in seats.nearest(agency, [holder])}
        found.update(heads)
        late.update(heads if is_late else ())
    return {user: Waiting(number, late[user]) for user, number in found.items()}


def heads_over_post(post: Post, on: date) -> set[int]:
    """The accounts of the heads who answer for this post. Two queries."""
    return {user for _at, user in HeadSeats.read(on).nearest(post.agency_id, [post.user_id])}
