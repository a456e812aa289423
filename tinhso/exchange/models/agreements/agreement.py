from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Case
from tinhso.exchange.models.registry.information_system import InformationSystem
from tinhso.exchange.models.registry.member_group import MemberGroup
from tinhso.exchange.models.registry.service import Service
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User
from tinhso.kernel.people.roles import Auditor
from tinhso.lib.exchange.operations import Operation


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose cases this actor takes part in; besides what has been approved for a group, its members' own.

        An auditor reads all of them: they say by which right data were shared.
        """
        if actor.holds(Auditor):
            return self.all()
        seats = Q(group__seats__left_at=None, group__seats__system__member__agency=actor.agency_id or 0)
        of_groups = Agreement.objects.filter(seats, approved_at__isnull=False).values("pk")
        if not actor.is_officer:
            return self.none()
        return self.filter(Q(case__in=Case.objects.visible_to(actor)) | Q(pk__in=of_groups))

    def whole(self) -> Self:
        """With everything that a page of one reads."""
        return self.select_related(
            "case__agency",
            "case__process",
            "service__system__member__agency",
            "consumer__member__agency",
            "group",
            "applied_by",
            "appraised_by",
            "approved_by",
        )

    def in_force(self, on: date) -> Self:
        """What the policy of that day is compiled of; members and services say the rest."""
        granted = self.filter(approved_at__isnull=False, ended_at=None, suspended_at=None)
        return granted.filter(begins__lte=on, ends__gt=on)


class Agreement(models.Model):
    """Thỏa thuận chia sẻ dữ liệu: who may call what of a service, by which law, for what, how often, how long.

    The case is the application: state, deadline and responsible agency are its own. `operations` are [method, path];
    `ends` is the day after the last. `objection_until` ends the time in which the provider may object, to scope or
    safety only, for sharing is a duty. `agencies` are codes: of a topic only the events of these are given, of all where there is none. With `stores_bodies` planes store both bodies of
    each call, never of a service with personal data. With `certificate` calls pass only by a client certificate (RFC 8705).
    """

    class Kind(models.TextChoices):
        DEFAULT = "default", _("Chia sẻ mặc định")
        SPECIFIC = "specific", _("Chia sẻ theo yêu cầu đặc thù")
        MANDATORY = "mandatory", _("Kết nối, chia sẻ bắt buộc")

    class Objection(models.TextChoices):
        SCOPE = "scope", _("Phạm vi dữ liệu vượt quá nhiệm vụ, mục đích nêu trong đề nghị")
        SAFETY = "safety", _("Hệ thống đề nghị chưa bảo đảm an toàn thông tin")

    class Suspension(models.TextChoices):
        SAFETY = "safety", _("Sự cố an toàn thông tin")
        BREACH = "breach", _("Dùng dữ liệu sai mục đích, phạm vi")
        LAW = "law", _("Căn cứ pháp lý không còn hiệu lực")

    class Disclosure(models.TextChoices):
        """Whether calls are shown to the person they are about; what is not, the law names."""

        SHOWN = "shown", _("Người được hỏi xem được mọi lần gọi")
        DENUNCIATION = "denunciation", _("Không báo: giải quyết tố cáo")
        INSPECTION = "inspection", _("Không báo: thanh tra, kiểm tra")
        CHILD_PROTECTION = "child_protection", _("Không báo: bảo vệ trẻ em")
        DOMESTIC_VIOLENCE = "domestic_violence", _("Không báo: phòng, chống bạo lực gia đình")

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="exchange_agreement"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="agreements")
    consumer = models.ForeignKey(
        InformationSystem, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    group = models.ForeignKey(
        MemberGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    operations = models.JSONField()
    legal_basis = models.CharField(max_length=500)
    purpose = models.CharField(max_length=1000)
    fields = models.JSONField(default=list)
    agencies = models.JSONField(default=list, blank=True)
    per_second = models.PositiveIntegerField()
    per_day = models.PositiveIntegerField()
    concurrent = models.PositiveIntegerField()
    disclosure = models.CharField(max_length=20, choices=Disclosure, default=Disclosure.SHOWN)
    evidence = models.BooleanField(default=False)
    certificate = models.BooleanField(default=False)
    stores_bodies = models.BooleanField(default=False)
    begins = models.DateField()
    ends = models.DateField()
    objection_until = models.DateTimeField()
    applied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    appraised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    objection = models.CharField(max_length=10, choices=Objection, blank=True)
    objection_text = models.CharField(max_length=1000, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspension = models.CharField(max_length=10, choices=Suspension, blank=True)
    suspension_text = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="exchange_agreement_one_consumer",
                condition=Q(consumer__isnull=False, group__isnull=True)
                | Q(consumer__isnull=True, group__isnull=False),
            ),
            models.CheckConstraint(
                name="exchange_agreement_ends_after_it_begins", condition=Q(ends__gt=F("begins"))
            ),
            models.CheckConstraint(
                name="exchange_agreement_quota",
                condition=Q(per_second__gte=1, concurrent__gte=1, per_day__gte=F("per_second")),
            ),
            models.CheckConstraint(
                name="exchange_agreement_suspension_has_a_ground",
                condition=Q(suspended_at__isnull=True) | ~Q(suspension=""),
            ),
        ]
        indexes = [models.Index(fields=["service", "begins"], name="exchange_agreement_service")]

    def __str__(self) -> str:
        return f"agreement {self.case_id}"

    @property
    def calls(self) -> list[Operation]:
        return [Operation(method, path) for method, path in self.operations]

    @property
    def consumer_name(self) -> str:
        if self.consumer is not None:
            return f"{self.consumer.name}, {self.consumer.member.name}"
        return self.group.name if self.group else ""
