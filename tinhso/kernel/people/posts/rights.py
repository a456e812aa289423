"""Who reads what at an agency, and since when: the posts that a head answers for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.agencies.heads import HeadSeats, Seat, sits_on
from tinhso.kernel.people.models import Post
from tinhso.kernel.people.roles import labels, reads_personal_data

LONG_UNUSED = 30  # days without a sign-in that the list points at


@dataclass(frozen=True)
class Right:
    """One post as the list shows it; `hint` is what the machine sees, and decides nothing."""

    post: Post
    roles: list[str]
    group: str
    hint: object = ""
    days: int = 0


GROUPS = {  # in their order
    "open": (_("Chưa thủ trưởng nào xác nhận"), _("xem, rồi xác nhận hoặc kết thúc")),
    "personal": (_("Đọc dữ liệu cá nhân"), _("thủ trưởng đã xác nhận")),
    "other": (_("Quyền khác"), _("không đọc dữ liệu cá nhân")),
}


def running(on: date) -> QuerySet[Post]:
    """Posts of that day or later."""
    return Post.objects.filter(valid__overlap=DateRange(on, None))


def posts_under(by: Actor, on: date) -> list[int]:
    """The posts that this head confirms: at the own agency and those below without a head of their own, and of the heads
    just below; never the own one. Three queries."""
    if by.agency_id is None:
        return []
    seats = HeadSeats.read(on)
    below = seats.below(by.agency_id)
    rows = running(on).filter(agency__in=below).values_list("pk", "agency", "user")
    return [pk for pk, agency, user in rows if sits_on(by, seats.nearest(agency, [user]))]


def rights_of(posts: list[Post], *, real_now: datetime) -> list[Right]:
    return [right_of(post, real_now) for post in posts]


def right_of(post: Post, real_now: datetime) -> Right:
    roles = labels(post.roles)
    group = "personal" if reads_personal_data(post.roles) else "other"
    group = group if post.confirmed_at else "open"
    user = post.user
    if not user.is_active:
        return Right(post, roles, group, _("tài khoản đã khóa"))
    if user.last_login is None:
        return Right(post, roles, group, _("chưa từng đăng nhập"))
    days = (real_now - user.last_login).days
    return Right(post, roles, group, days=days if days > LONG_UNUSED else 0)


def first_accounts(on: date) -> QuerySet[Post]:
    """Posts of accounts whose link was written into a file on the machine before any head could act, until a head confirmed
    them. One query."""
    posts = running(on).filter(confirmed_at=None, user__is_active=True, user__link_in_file=True)
    return posts.select_related("user", "agency").order_by("user__full_name", "pk")


def unconfirmed(on: date) -> list[Seat]:
    """The posts that read personal data and that no head has confirmed, as agency and holder. One query."""
    rows = running(on).filter(confirmed_at=None, user__is_active=True).values_list("agency", "user", "roles")
    return [(agency, user) for agency, user, roles in rows if reads_personal_data(roles)]


def unconfirmed_by_head(on: date) -> dict[int, int]:
    """How many of them wait for each head's account. Three queries."""
    seats, found = HeadSeats.read(on), Counter[int]()
    for agency, holder in unconfirmed(on):
        found.update({user for _at, user in seats.nearest(agency, [holder])})
    return dict(found)


def heads_over_post(post: Post, on: date) -> set[int]:
    """The accounts of the heads who answer for this post. Two queries."""
    return {user for _at, user in HeadSeats.read(on).nearest(post.agency_id, [post.user_id])}
