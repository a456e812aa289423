from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.files.public import StoredFile
from tinhso.press.models.press_issue import PressIssue


class OutletArticle(models.Model):
    """Bài báo that an issue rests on: outlet, title, address and day; never who wrote it, nor its text."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", _("Báo ngày, phát thanh, truyền hình, báo điện tử")
        WEEKLY = "weekly", _("Báo tuần, tạp chí")

    issue = models.ForeignKey(PressIssue, on_delete=models.PROTECT, related_name="outlet_articles")
    outlet = models.CharField(max_length=120)
    rhythm = models.CharField(max_length=8, choices=Rhythm)
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    day = models.DateField()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "url"], name="press_outlet_article_once"),
            models.CheckConstraint(
                name="press_outlet_article_on_the_web",
                condition=Q(url__startswith="https://"),
            ),
            models.CheckConstraint(
                name="press_outlet_article_rhythm_known", condition=Q(rhythm__in=["daily", "weekly"])
            ),
        ]

    def __str__(self) -> str:
        return f"outlet article {self.pk}"


class JournalistRequest(models.Model):
    """Who asked, as far as the law asks for it: the outlet and the number of the press card, which goes after its term.
    `wished_on` is the day for which an appointment is asked."""

    issue = models.OneToOneField(PressIssue, on_delete=models.PROTECT, related_name="request")
    outlet = models.CharField(max_length=120)
    card = models.CharField(max_length=20, blank=True)
    card_erased_at = models.DateTimeField(null=True, blank=True)
    wished_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"request {self.issue_id}"


class IssueFile(models.Model):
    """Chứng cứ xác minh: a file that shows what the agency found."""

    issue = models.ForeignKey(PressIssue, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.pk}"


class CorrectionRequest(models.Model):
    """Yêu cầu cải chính to the outlet of one article: what is wrong, what is right, until when it is due, what came of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Chờ cơ quan báo chí")
        CORRECTED = "corrected", _("Đã đăng cải chính")
        DISPUTED = "disputed", _("Cơ quan báo chí không đồng ý")
        UNANSWERED = "unanswered", _("Không trả lời")

    outlet_article = models.ForeignKey(OutletArticle, on_delete=models.PROTECT, related_name="corrections")
    wrong = models.TextField(max_length=2000)
    right = models.TextField(max_length=2000)
    sent_at = models.DateTimeField()
    due_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["outlet_article"],
                condition=Q(closed_at__isnull=True),
                name="press_one_open_correction",
            ),
            models.CheckConstraint(
                name="press_correction_outcome_known",
                condition=Q(outcome="waiting", closed_at__isnull=True)
                | Q(outcome__in=["corrected", "disputed", "unanswered"], closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"
