"""Who may keep a file: an official or head of the agency or of one of its divisions, in the post of that day."""

from datetime import date
from typing import Any

from django.db.models import Q

from tinhso.kernel.people.public import Agency, Post, User
from tinhso.kernel.people.roles import Clerk, Examiner, Head
from tinhso.kernel.site.public import EntryRefused

KEEPERS = (Examiner, Head, Clerk)


def _posts(agency_id: int, day: date) -> Any:
    of_agency = Q(agency_id=agency_id) | Q(agency__parent_id=agency_id, agency__kind=Agency.Kind.DIVISION)
    with_role = Q(pk__in=[])
    for role in KEEPERS:
        with_role |= Q(pk__in=Post.objects.on(day).with_role(role.code).values("pk"))
    return Post.objects.on(day).filter(of_agency, with_role)


def holders_of(agency_id: int, day: date) -> Any:
    """Accounts that may keep a file of the agency that day, by name."""
    users = User.objects.filter(is_active=True, pk__in=_posts(agency_id, day).values("user"))
    return users.order_by("full_name", "pk")


def unit_of_holder(holder: User, agency: Agency, day: date) -> Agency:
    """The agency or division in which the holder has the post. Raises: EntryRefused."""
    post = _posts(agency.pk, day).filter(user=holder).select_related("agency").order_by("pk").first()
    if post is None:
        raise EntryRefused("holder", "Người lập hồ sơ phải đang giữ vị trí ở cơ quan.")
    unit: Agency = post.agency
    return unit
