"""Who read a case, as its owner is told: the agency and the post, never the officer's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.events.public import AccessLine, who_read_any
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.site.clock import HANOI

PURPOSES: dict[str, str | Promise] = {
    "handling": _("giải quyết hồ sơ"),
    "signing": _("ký kết quả"),
    "supervise": _("theo dõi, đôn đốc"),
    "audit": _("kiểm tra, thanh tra"),
    "related": _("xem hồ sơ khác của cùng người nộp"),
    "search": _("tìm hồ sơ"),
    "search_number": _("tìm hồ sơ theo số định danh"),
}
"""Codes of the access log in words; another code is told as it stands, for nothing may be hidden."""


@dataclass(frozen=True)
class CaseReading:
    """One post read the case for one purpose on one day: the first time of that day, and how many times."""

    case_id: int
    at: datetime
    agency: str
    post: str
    purpose: str | Promise
    times: int = 1


def readings(case_ids: Sequence[int], *, limit: int = 500) -> list[CaseReading]:
    """What officers read of these cases, newest day first; three queries. The owner's own reading is left out."""
    lines = [(pk, line) for pk, line in who_read_any(case_ids, limit=limit) if line.agency_id]
    agencies = dict(Agency.objects.filter(pk__in={x.agency_id for _, x in lines}).values_list("pk", "name"))
    posts = dict(Post.objects.filter(pk__in={x.post_id for _, x in lines}).values_list("pk", "title"))
    days: dict[tuple[object, ...], list[AccessLine]] = {}
    for pk, line in lines:
        key = (pk, line.at.astimezone(HANOI).date(), line.agency_id, line.post_id, line.purpose)
        days.setdefault(key, []).append(line)
    return [
        CaseReading(
            int(str(key[0])),
            min(line.at for line in found),
            agencies.get(found[0].agency_id or 0, ""),
            posts.get(found[0].post_id or 0, ""),
            PURPOSES.get(found[0].purpose, found[0].purpose),
            len(found),
        )
        for key, found in days.items()
    ]
