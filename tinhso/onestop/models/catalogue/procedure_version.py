from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models

from tinhso.lib.forms import FormDefinition
from tinhso.lib.forms.check import checked_form
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.onestop.models.catalogue.procedure import Procedure


class NoVersion(LookupError):
    """No version of this procedure is in force on that day."""


class ProcedureVersionQuerySet(models.QuerySet["ProcedureVersion"]):
    def in_force(self, on: date) -> "ProcedureVersionQuerySet":
        """The published versions of that day, at most one a procedure."""
        return self.filter(published_at__isnull=False, valid__contains=on)

    def of(self, procedure: Procedure, on: date) -> "ProcedureVersion":
        """The version of that procedure and day; raises NoVersion, also where the procedure itself stands no more."""
        version = self.in_force(on).filter(procedure=procedure, procedure__valid__contains=on).first()
        if version is None:
            raise NoVersion(f"{procedure.code} on {on.isoformat()}")
        return version

    def before(self, draft: "ProcedureVersion") -> "ProcedureVersion | None":
        """The published version that this draft would follow in time."""
        published = self.filter(procedure=draft.procedure_id, published_at__isnull=False)
        earlier = published.filter(valid__startswith__lt=draft.valid.lower)
        return earlier.order_by("-valid__startswith").first()


class ProcedureVersion(models.Model):
    """What a procedure asks, gives and takes in `[valid_from, valid_to)`. Unchangeable once published.

    While `published_at` is null it is the draft of its procedure, at most one. A dossier keeps its own version. The database refuses every change of a published row but the closing of `valid`.

    `papers`: [{id, name, note, originals, copies, required, replaced_by, made}], `replaced_by` naming the database
    whose data stand for the paper, `made` true where the answers themselves become the paper. `process`: casework's steps {key, label, role, place, act, share}; shares add up to 1.
    `time_limits`: level -> TimeLimit as JSON; empty where nobody has entered it. `fees`: the
    rules of `lib.fees`, in whole đồng, amount null where it is not fixed; `fee_due`: when those are to be paid that do not
    say it themselves. `legal_basis`: [{name, article}]. `settled_in` is "" for
    our own settlement, else the name of the other system. `national`: the source's own words where the content came
    from the national database of procedures (channels, limit, decided_by, edition …; `illustrates` true for days before
    that edition's law), {} where somebody here wrote it. A paper from there may name its `case` and `form_file`.
    """

    class Subject(models.TextChoices):
        CITIZEN = "citizen", "Cá nhân"
        ORGANISATION = "organisation", "Tổ chức, doanh nghiệp"

    class Channel(models.TextChoices):
        COUNTER = "counter", "Trực tiếp"
        POST = "post", "Dịch vụ bưu chính công ích"
        ONLINE = "online", "Trực tuyến"

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    form = models.JSONField()
    papers = models.JSONField(default=list)
    process = models.JSONField(default=list)
    time_limits = models.JSONField(default=dict)
    fees = models.JSONField(default=list)
    fee_due = models.CharField(
        max_length=10,
        choices=[("accept", "Nộp trước khi tiếp nhận"), ("hand_over", "Nộp khi nhận kết quả")],
        blank=True,
        default="",
    )
    legal_basis = models.JSONField(default=list)
    result_name = models.CharField(max_length=300)
    subjects = models.JSONField(default=list)
    channels = models.JSONField(default=list)
    order_text = models.TextField(blank=True)  # trình tự thực hiện
    manner_text = models.TextField(blank=True)  # cách thức thực hiện
    conditions_text = models.TextField(blank=True)  # yêu cầu, điều kiện
    agency_text = models.CharField(max_length=300, blank=True)  # cơ quan thực hiện
    settled_in = models.CharField(max_length=120, blank=True)
    own_form = models.BooleanField(default=True)
    valid = DateRangeField()
    source = models.CharField(max_length=500)
    national = models.JSONField(default=dict, blank=True)  # what the national database said, in its words
    published_at = models.DateTimeField(null=True, blank=True)

    ver = models.PositiveIntegerField(default=1)  # of the draft: every change is a compare-and-set on it
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_part = models.CharField(max_length=20, blank=True)  # which part was changed last, a code

    # Accounts that wrote anything of the draft: none of them publishes it while there is anybody else.
    drafters = ArrayField(models.BigIntegerField(), default=list, blank=True)

    objects = ProcedureVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure"],
                condition=models.Q(published_at__isnull=True),
                name="onestop_one_draft_a_procedure",
            ),
            models.UniqueConstraint(fields=["procedure", "number"], name="onestop_version_number_once"),
            ExclusionConstraint(
                name="onestop_one_version_a_day",
                expressions=[("procedure", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=models.Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number}"

    @cached_property
    def definition(self) -> FormDefinition:
        """The form, checked; that of a published row read without its form is kept by the process."""
        if "form" in self.__dict__ or self.published_at is None:
            return checked_form(self.form)
        return published_form(self.pk)

    @property
    def general_only(self) -> bool:
        """Whether nothing of its own is known: neither written here nor said by the national database."""
        return not self.own_form and not self.national and not self.agency_text

    def limit_at(self, level: str) -> TimeLimit | None:
        """The time limit at that level; None where the province has not entered one."""
        found: dict[str, Any] | None = self.time_limits.get(level)
        return TimeLimit.from_json(found) if found else None


@lru_cache(maxsize=512)
def published_form(pk: int) -> FormDefinition:
    """It never changes: the database refuses that."""
    return checked_form(ProcedureVersion.objects.values_list("form", flat=True).get(pk=pk))
