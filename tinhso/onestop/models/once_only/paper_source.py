import re
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from tinhso.lib.dates import vn_date
from tinhso.onestop.models.catalogue.procedure import Procedure

DAY = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")


class PaperSourceQuerySet(models.QuerySet["PaperSource"]):
    def on(self, day: date) -> Self:
        """Those that hold that day: approved, and within their days."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day, approved=True)

    def within(self, first: date, after: date | None) -> Self:
        """Those that hold, or will once they are approved, on any day from `first` to the day before `after`; without `after`,
        on any day from then on."""
        found = self.filter(Q(valid_to=None) | Q(valid_to__gt=first)).exclude(approved=False)
        return found.filter(valid_from__lt=after) if after else found

    def papers(self) -> Self:
        """Those that stand in for a paper; the others fill in what a form asks of a person."""
        return self.exclude(paper="")


class PaperSource(models.Model):
    """A line of the dated register "this paper is replaced by this source": from `valid_from` to the day before `valid_to`.

    `paper` is the id of a paper as catalogued, "" where the source fills in the form alone. `service` is its address at the
    exchange (`member/system/service`), `path` the operation with one part in braces, which is the number of `subject`.
    `fields` are [name, label] of what is shown; `conditions` what a record must say to stand in: {field: value}, and
    `must_match` what must agree with the answers: {field: question}. What came is asked for anew after `fresh_days`; without a
    number it stays true. A line that a keeper entered holds once another one `approved` it; None is one that waits.
    """

    class Subject(models.TextChoices):
        APPLICANT = "applicant", "Người nộp hồ sơ"
        SPOUSE = "spouse", "Vợ hoặc chồng của người nộp"
        MOTHER = "mother", "Mẹ của trẻ"
        ORGANISATION = "organisation", "Tổ chức, doanh nghiệp nộp hồ sơ"

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="paper_sources")
    paper = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    service = models.CharField(max_length=130)
    path = models.CharField(max_length=200)
    subject = models.CharField(max_length=12, choices=Subject)
    fields = models.JSONField(default=list)
    conditions = models.JSONField(default=dict, blank=True)
    must_match = models.JSONField(default=dict, blank=True)
    by_consent = models.BooleanField()
    fresh_days = models.PositiveSmallIntegerField(null=True, blank=True)
    legal_basis = models.CharField(max_length=500)
    source = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField()
    approved = models.BooleanField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = PaperSourceQuerySet.as_manager()

    class Meta:
        ordering = ["procedure", "paper", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "paper", "service", "subject", "valid_from"],
                condition=Q(approved=None) | Q(approved=True),
                name="onestop_paper_source_once",
            ),
            models.CheckConstraint(
                name="onestop_paper_source_second_person",
                condition=Q(decided_by=None) | Q(entered_by=None) | ~Q(decided_by=models.F("entered_by")),
            ),
            models.CheckConstraint(
                name="onestop_paper_source_days",
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
            ),
            models.CheckConstraint(
                name="onestop_paper_source_subject_known",
                condition=Q(subject__in=["applicant", "spouse", "mother", "organisation"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.paper} {self.service}"

    @property
    def key(self) -> str:
        """By which a dossier keeps what came: the paper, or of whom the record is."""
        return self.paper or f"@{self.subject}"

    def rows_of(self, record: dict[str, Any]) -> list[list[str]]:
        """[label, value] of what people see of a record, empty values left out."""
        rows = ((label, record.get(name)) for name, label in self.fields)
        return [[label, written_words(value)] for label, value in rows if value not in (None, "")]


def written_words(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, bool):
        return "có" if value else "không"
    text = str(value)[:300]
    try:
        return vn_date(date.fromisoformat(text)) if DAY.fullmatch(text) else text
    except ValueError:  # a source's 31/02
        return text
