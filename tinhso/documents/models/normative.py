from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from tinhso.casework.public import Case
from tinhso.documents.models.draft_version import DraftVersion
from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User


class RuleStepQuerySet(models.QuerySet["RuleStep"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(case__in=Case.objects.visible_to(actor))

    def whole(self) -> Self:
        return self.select_related("case__agency", "case__process", "document__case__agency", "version")


class RuleStep(models.Model):
    """One step of the way of a normative document that others do, or that follows its issue: the details of a case of kind
    `rule_step`. Who does it and until when says the case; before the issue it is of one version of the draft.
    """

    class Kind(models.TextChoices):
        CRITICISM = "criticism", "Phản biện xã hội của Mặt trận Tổ quốc"
        APPRAISAL = "appraisal", "Thẩm định của cơ quan tư pháp"
        GAZETTE = "gazette", "Đăng Công báo"
        NATIONAL = "national", "Cập nhật Cơ sở dữ liệu quốc gia về pháp luật"

    class Verdict(models.TextChoices):
        NONE = "", "–"
        AGREED = "agreed", "Đồng ý"
        CONDITIONAL = "conditional", "Đồng ý, đề nghị chỉnh sửa"
        DISAGREED = "disagreed", "Không đồng ý"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="rule_step")
    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="rule_steps")
    kind = models.CharField(max_length=10, choices=Kind)
    version = models.ForeignKey(
        DraftVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True, default="")
    reference = models.CharField(max_length=200, blank=True)
    dated = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)

    objects = RuleStepQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["criticism", "appraisal", "gazette", "national"]),
                name="documents_rule_step_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["", "agreed", "conditional", "disagreed"]),
                name="documents_rule_step_verdict_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.document_id}"

    @property
    def is_reported(self) -> bool:
        return self.dated is not None


class IssuedRuleQuerySet(models.QuerySet["IssuedRule"]):
    def whole(self) -> Self:
        return self.select_related("document__case__agency", "document__number", "document__paper")

    def ended(self, on: date) -> Self:
        """Those that are in force no more that day: their own term is over, or a later one took their whole place."""
        later = RuleRelation.objects.ending().filter(earlier=OuterRef("pk"), rule__effective_on__lte=on)
        return self.filter(Q(expires_on__lte=on) | Q(Exists(later)))

    def in_force(self, on: date) -> Self:
        rows = self.filter(effective_on__lte=on).exclude(document__recalled_at__date__lte=on)
        return rows.exclude(pk__in=self.model.objects.ended(on).values("pk"))


class IssuedRule(models.Model):
    """A normative document (văn bản quy phạm pháp luật) that was issued: from when it is in force, and until when by its own words.

    What later ones do to it says `RuleRelation`; its state on a day follows from both and is stored nowhere.
    """

    document = models.OneToOneField(
        OutgoingDocument, on_delete=models.PROTECT, primary_key=True, related_name="rule"
    )
    effective_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)

    objects = IssuedRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=models.F("effective_on")),
                name="documents_rule_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return f"rule {self.pk}"


class RuleRelationQuerySet(models.QuerySet["RuleRelation"]):
    def ending(self) -> Self:
        """Those by which the earlier one ends as a whole."""
        return self.filter(kind__in=[RuleRelation.Kind.REPLACES, RuleRelation.Kind.REPEALS])


class RuleRelation(models.Model):
    """What an issued rule does to an earlier one from the day on which it is in force; the earlier may be one that is not kept here."""

    class Kind(models.TextChoices):
        AMENDS = "amends", "Sửa đổi, bổ sung"
        REPLACES = "replaces", "Thay thế"
        REPEALS = "repeals", "Bãi bỏ"
        REPEALS_PART = "repeals_part", "Bãi bỏ một phần"

    rule = models.ForeignKey(IssuedRule, on_delete=models.PROTECT, related_name="does")
    kind = models.CharField(max_length=12, choices=Kind)
    earlier = models.ForeignKey(
        IssuedRule, on_delete=models.PROTECT, null=True, blank=True, related_name="undergoes"
    )
    earlier_title = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RuleRelationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["amends", "replaces", "repeals", "repeals_part"]),
                name="documents_rule_relation_known",
            ),
            models.UniqueConstraint(fields=["rule", "earlier_title"], name="documents_rule_relation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.kind} {self.earlier_title}"


class RuleTextChangeQuerySet(models.QuerySet["RuleTextChange"]):
    def standing(self) -> Self:
        """Those that nobody has struck out again."""
        return self.filter(struck_at__isnull=True)


class RuleTextChange(models.Model):
    """What an issued rule does to one paragraph of an earlier one that is kept here, from the day on which it is in force.

    `paragraph` is the number of the paragraph in the earlier one's published text; `clause` is the place in the changing rule that
    orders it. Written down by mistake it is struck out and stays.
    """

    class Kind(models.TextChoices):
        REPLACED = "replaced", "Sửa đổi thành"
        REMOVED = "removed", "Bãi bỏ đoạn này"
        ADDED = "added", "Bổ sung sau đoạn này"

    relation = models.ForeignKey(RuleRelation, on_delete=models.PROTECT, related_name="text_changes")
    paragraph = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField(blank=True)
    clause = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)

    objects = RuleTextChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["replaced", "removed", "added"]), name="documents_text_change_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="removed", text="") | (~Q(kind="removed") & ~Q(text="")),
                name="documents_text_change_has_words_unless_removed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relation_id} {self.kind} {self.paragraph}"
