"""Posts that wait for a second person: who may confirm them, and what is told of them."""

from datetime import date

from django.db.models import Prefetch, Q
from django.urls import reverse

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.agencies.administered_agencies import administered_agencies
from tinhso.kernel.people.agencies.heads import HeadSeats, sits_on
from tinhso.kernel.people.models import Post, PostList, ProposedPost
from tinhso.kernel.people.models.post_list import PostListQuerySet
from tinhso.kernel.people.posts.confirmers import accounts_of, heads_of
from tinhso.kernel.people.roles import Administrator, Head

FEWEST = 2  # administrators, so that one can confirm what the other asks for


def administrators(on: date) -> int:
    """How many people administer on that day with an account in use. One query."""
    held = Post.objects.on(on).with_role(Administrator.code).filter(user__is_active=True)
    return held.values("user").distinct().count()


def waiting_lists(by: Actor, on: date) -> PostListQuerySet:
    """What waits and has to do with this officer (`lists_of`), the newest first, with its lines."""
    lines = Prefetch("lines", ProposedPost.objects.select_related("agency"))
    waiting = lists_of(by, on).waiting()
    return waiting.select_related("asked_by").prefetch_related(lines)


def lists_of(by: Actor, on: date) -> PostListQuerySet:
    """An administrator's: what has a line at a kept agency. A head's: delegations of the own post, what waits for the own
    word as head and what had it."""
    lists = (
        Q(delegations__giver=by.post_id or 0)
        | Q(pk__in=waiting_for_head(by, on))
        | Q(decided_by=by.user_id or 0)
    )
    if by.holds(Administrator):
        lists |= Q(pk__in=PostList.objects.of(administered_agencies(by, on)).values("pk"))
    return PostList.objects.filter(lists).distinct()


def waiting_for_head(by: Actor, on: date) -> list[int]:
    """Lists that this head confirms. One query while nothing waits anywhere, as on most days, else five."""
    if not by.holds(Head):
        return []
    waiting = [(one, list(one.lines.all())) for one in PostList.objects.waiting().prefetch_related("lines")]
    if not waiting:
        return []
    seats, accounts = HeadSeats.read(on), accounts_of(line for _one, lines in waiting for line in lines)
    return [one.pk for one, lines in waiting if sits_on(by, heads_of(one, lines, seats, accounts))]


def count_waiting_lists(by: Actor, on: date) -> int:
    """How many wait for this administrator or head; one query while nothing waits anywhere, as on most days."""
    return waiting_lists(by, on).count() if PostList.objects.waiting().exists() else 0


def given_alone(most: int) -> list[ProposedPost]:
    """The posts that one person alone gave on the machine, the newest first. One query."""
    alone = ProposedPost.objects.filter(post_list__kind=PostList.Kind.ALONE)
    return list(alone.select_related("post_list", "agency").order_by("-post_list__asked_at", "-pk")[:most])


def given_without_head(most: int) -> list[ProposedPost]:
    """Posts that read personal data and that a second administrator confirmed, since no head could act. One query."""
    lines = ProposedPost.objects.filter(post_list__without_head=True).exclude(roles=[])
    return list(
        lines.select_related("post_list__decided_by", "agency").order_by("-post_list__asked_at", "-pk")[:most]
    )


def to_be_confirmed(asked: PostList, posts: int) -> str:
    """What the command line says of a list that a second person has to confirm."""
    page = reverse("post_list", args=[asked.pk])
    return (
        f"Chưa ghi gì: danh sách có {posts} vị trí có quyền quyết định hoặc đọc dữ liệu cá nhân, cần một quản trị xác nhận ở trang {page}, hay thủ trưởng "
        "đứng trên mọi cơ quan trong đó nếu đã có. "
        "Xác nhận xong, chạy lại đúng lệnh này."
    )
