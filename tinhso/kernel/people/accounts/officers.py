"""Accounts of officers as administrators find them: by words of the name, agency, post and state."""

from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.models import Post, User
from tinhso.kernel.people.persons.officer_names import named

STATES = [
    ("dung", _("đang dùng")),
    ("khoa", _("đã khóa")),
    ("tam-khoa", _("tạm khóa do sai mật khẩu")),
    ("chua-vao", _("chưa từng đăng nhập")),
    ("khong-vi-tri", _("không giữ vị trí nào")),
]


def officers(
    *, words: str = "", agency: str = "", role: str = "", state: str = "", on: date, real_now: datetime
) -> QuerySet[User]:
    """By name, with the posts of that day as `posts_today`. Two queries, one more where words are asked for: folding is done
    here, for a province has some thousand officers."""
    today = Post.objects.on(on).select_related("agency")
    found = User.objects.filter(person__isnull=True)
    if words:
        found = found.filter(pk__in=named(words))
    held = today
    if agency:
        held = held.filter(Q(agency__name__icontains=agency) | Q(agency__code=agency.lower()))
    if role:
        held = held.with_role(role)
    if agency or role:
        found = found.filter(pk__in=held.values("user"))
    found = found.filter(in_state(state, today, real_now))
    return found.order_by("full_name", "pk").prefetch_related(
        Prefetch("posts", queryset=today, to_attr="posts_today")
    )


def in_state(state: str, today: QuerySet[Post], real_now: datetime) -> Q:
    if state == "dung":
        return Q(is_active=True)
    if state == "khoa":
        return Q(is_active=False)
    if state == "tam-khoa":
        return Q(locked_until__gt=real_now)
    if state == "chua-vao":
        return Q(last_login__isnull=True, is_active=True)
    return ~Q(pk__in=today.values("user")) if state == "khong-vi-tri" else Q()
