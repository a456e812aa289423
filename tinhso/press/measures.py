"""What press can count."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import OPEN, Case, went_past_due
from tinhso.kernel.site.declare import Measure
from tinhso.press.models import Article
from tinhso.press.questions.issue_process import KIND


def published() -> "QuerySet[Article]":
    """Articles by the day on which they went live first, also those withdrawn since: what was published was published."""
    return Article.objects.filter(published_at__isnull=False)


def issues() -> "QuerySet[Case]":
    """What the press asked and reported, by the day on which its clock began."""
    return Case.objects.filter(kind=KIND, accepted_at__isnull=False)


def answered() -> "QuerySet[Case]":
    """With an answer, in time or not; a refusal is none."""
    return issues().filter(settled_at__isnull=False, outcome="answered")


def unanswered() -> "QuerySet[Case]":
    """Past their time without an answer, counted against the agency until there is one."""
    return went_past_due(issues())


ISSUES = [
    Measure(
        code=code,
        name=name,
        unit=_("nội dung"),
        rows=rows,
        counts_on=day,
        agency="agency",
        row_label="code",
        case="code",
        of_people=False,
        source=_("Nội dung báo chí hỏi, nêu; thời hạn theo các quy định press.answer"),
        **more,
    )
    for code, name, rows, day, more in (
        ("press.issues", _("Nội dung báo chí hỏi, nêu đã tiếp nhận"), issues, "accepted_at", {}),
        (
            "press.issues_answered",
            _("Nội dung báo chí hỏi, nêu đã trả lời"),
            answered,
            "settled_at",
            {"dims": (("timeliness", "timeliness"),)},
        ),
        (
            "press.issues_overdue",
            _("Nội dung báo chí hỏi, nêu đang quá hạn trả lời"),
            unanswered,
            "due_at",
            {"ends_on": "ended_at", "standing": OPEN},
        ),
    )
]
MEASURES = [
    Measure(
        code="press.articles",
        name=_("Tin, bài đã đăng trên cổng"),
        unit=_("bài"),
        rows=published,
        counts_on="published_at",
        agency="agency",
        dims=(("category", "category__code"),),
        row_label="code",
        row_url=("article", "slug"),
        of_people=False,
        source=_("Cổng tin tức của tỉnh"),
    )
]
