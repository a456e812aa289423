"""Who read a case, as its owner is told: the agency and the post, never the officer's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.casework.models import Case
from tinhso.kernel.events.public import AccessLine, who_read_any
from tinhso.kernel.law.public import rules_under
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.site import clock
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
"""Codes of the access log in words; another code is told as it stands, for nothing may be hidden but what the law hides."""
HIDDEN_PURPOSES, HIDDEN_KINDS = "access.hidden_purposes", "access.hidden_kinds"
"""Dated rules: readings that nobody is told of (inspections), and kinds of case whose readings are never told."""


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
    """What officers read of these cases, newest day first; five queries. The owner's own reading is left out, and what the law
    keeps from the owner."""
    hidden = rules_under("access.hidden_", on=clock.today())
    purposes, kinds = ([*hidden.get(key, ([], ""))[0]] for key in (HIDDEN_PURPOSES, HIDDEN_KINDS))
    shown = Case.objects.filter(pk__in=case_ids).exclude(kind__in=kinds).values_list("pk", flat=True)
    found = who_read_any(list(shown), limit=limit, without=purposes)
    lines = [(pk, line) for pk, line in found if line.agency_id]
    agencies = dict(Agency.objects.filter(pk__in={x.agency_id for _, x in lines}).values_list("pk", "name"))
    posts = dict(Post.objects.filter(pk__in={x.post_id for _, x in lines}).values_list("pk", "title"))
    days: dict[tuple[object, ...], list[AccessLine]] = {}
    for pk, line in lines:
        key = (pk, line.at.astimezone(HANOI).date(), line.agency_id, line.post_id, line.purpose)
        days.setdefault(key, []).append(line)
    return [
        CaseReading(
            int(str(key[0])),
            min(line.at for line in views),
            agencies.get(views[0].agency_id or 0, ""),
            posts.get(views[0].post_id or 0, ""),
            PURPOSES.get(views[0].purpose, views[0].purpose),
            len(views),
        )
        for key, views in days.items()
    ]
