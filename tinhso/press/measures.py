"""What press can count."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import OPEN, Case, went_past_due
from tinhso.kernel.site.declare import Measure
from tinhso.press.communication.task_process import KIND as TASK_KIND
from tinhso.press.models import Article, Broadcast, Clarification, GuidanceReceipt, Publication
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


def tasks() -> "QuerySet[Case]":
    """Tasks of communication plans by the day on which they were given."""
    return Case.objects.filter(kind=TASK_KIND, accepted_at__isnull=False)


def tasks_done() -> "QuerySet[Case]":
    """Accepted, in time or not."""
    return tasks().filter(settled_at__isnull=False)


def receipts() -> "QuerySet[GuidanceReceipt]":
    return GuidanceReceipt.objects.filter(confirmed_at__isnull=False)


def alerts_aired() -> "QuerySet[Broadcast]":
    """Alerts that an operator confirmed to have been read aloud or shown; their withdrawals are not among them."""
    return Broadcast.objects.of_alerts().aired().filter(withdraws=False)


def corrections() -> "QuerySet[Publication]":
    return Publication.objects.filter(kind=Publication.Kind.CORRECTION)


def clarifications() -> "QuerySet[Clarification]":
    """Also those taken back since: what was published was published."""
    return Clarification.objects.public()


TASKS = [
    Measure(
        code=code,
        name=name,
        unit=_("nhiệm vụ"),
        rows=rows,
        counts_on=day,
        agency="agency",
        dims=dims,
        row_label="code",
        case="code",
        of_people=False,
        source=_("Nhiệm vụ trong các kế hoạch truyền thông"),
    )
    for code, name, rows, day, dims in (
        ("press.tasks", _("Nhiệm vụ truyền thông đã giao"), tasks, "accepted_at", ()),
        (
            "press.tasks_done",
            _("Nhiệm vụ truyền thông đã hoàn thành"),
            tasks_done,
            "settled_at",
            (("timeliness", "timeliness"),),
        ),
    )
]
COMMUNICATION = [
    Measure(
        code=code,
        name=name,
        unit=unit,
        rows=rows,
        counts_on=day,
        agency=agency,
        of_people=False,
        source=source,
    )
    for code, name, unit, rows, day, agency, source in (
        (
            "press.guidance_receipts",
            _("Lượt cơ quan xác nhận đã đọc hướng dẫn tuyên truyền"),
            _("lượt"),
            receipts,
            "confirmed_at",
            "agency",
            _("Xác nhận của cơ quan nhận hướng dẫn"),
        ),
        (
            "press.alerts_aired",
            _("Lượt phát cảnh báo trên truyền thanh, bảng tin đã xác nhận"),
            _("lượt"),
            alerts_aired,
            "ended_at",
            "channel__agency",
            _("Người vận hành xác nhận đã phát"),
        ),
        (
            "press.corrections",
            _("Lần đính chính bài đã đăng trên cổng"),
            _("lần"),
            corrections,
            "at",
            "article__agency",
            _("Các bản đã đăng của cổng tin tức"),
        ),
        (
            "press.clarifications",
            _("Thông tin đính chính tin sai đã đăng"),
            _("tin"),
            clarifications,
            "published_at",
            "agency",
            _("Thông tin đính chính chính thức"),
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
