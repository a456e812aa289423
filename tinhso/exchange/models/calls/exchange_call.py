from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.models.calls.call_batch import CallBatch
from tinhso.exchange.models.registry.information_system import InformationSystem
from tinhso.exchange.models.registry.service import Service
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Auditor
from tinhso.lib.exchange.subjects import NOBODY, PERSON, UNREAD


class ExchangeCallQuerySet(models.QuerySet["ExchangeCall"]):
    def visible_to(self, actor: Actor, *, runs: bool) -> Self:
        """Those of this actor's agency, calling or called; the agency that runs the platform and auditors read all."""
        if runs or actor.holds(Auditor):
            return self.all()
        if actor.agency_id is None:
            return self.none()
        systems = InformationSystem.objects.filter(member__agency=actor.agency_id).select_related("member")
        services = Service.objects.filter(system__member__agency=actor.agency_id).select_related(
            "system__member"
        )
        return self.filter(Q(client__in=list(map(str, systems))) | Q(service__in=list(map(str, services))))


class ExchangeCall(models.Model):
    """Lời gọi qua nền tảng: what a plane wrote of one call; never changed. No path, no body: either may name a person.

    `client` and `service` are addresses as they were called (GOV/so-b/mot-cua), "" where nobody knew them; `code` is `ok` or why it
    was refused; the hashes are SHA-256 of the bodies. `subject` is the keyed pseudonym of the person that it is about, `issue` the code
    of the dossier that the caller named; `named` is "" for a call that ended before that was known. `about` is the commitment to those
    three under `about_salt`, "" where they name nobody: it stays when they are erased, so that the row still fits its `batch`. With
    evidence `signing_key` is the caller's key, `signed_hash` SHA-256 of what it signed (RFC 9421), `signature` that in hexadecimal.
    """

    class Named(models.TextChoices):
        NOBODY = NOBODY, _("Không nêu cá nhân")
        PERSON = PERSON, _("Nêu một cá nhân")
        UNREAD = UNREAD, _("Không đọc được")
        ERASED = "erased", _("Đã xóa bí danh vì hết thời hạn")

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    plane = models.CharField(max_length=40)
    policy = models.BigIntegerField()
    client = models.CharField(max_length=130, blank=True)
    service = models.CharField(max_length=170, blank=True)
    agreement = models.CharField(max_length=60, blank=True)
    method = models.CharField(max_length=10)
    operation = models.CharField(max_length=2100, blank=True)
    issue = models.CharField(max_length=60, blank=True, default="")
    named = models.CharField(max_length=6, choices=Named, blank=True, default="")
    subject = models.CharField(max_length=32, blank=True, default="")
    evidence = models.BooleanField()
    status = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    milliseconds = models.PositiveIntegerField()
    bytes_in = models.BigIntegerField()
    bytes_out = models.BigIntegerField()
    request_hash = models.CharField(max_length=64, blank=True)
    response_hash = models.CharField(max_length=64, blank=True)
    signing_key = models.CharField(max_length=64, blank=True, default="")
    signed_hash = models.CharField(max_length=64, blank=True, default="")
    signature = models.CharField(max_length=128, blank=True, default="")
    batch = models.ForeignKey(
        CallBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="calls"
    )
    about = models.CharField(max_length=64, blank=True, default="")
    about_salt = models.BinaryField(max_length=16, blank=True, default=b"")

    objects = ExchangeCallQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at"], name="exchange_call_at"),
            models.Index(fields=["client", "-at"], name="exchange_call_client"),
            models.Index(fields=["service", "-at"], name="exchange_call_service"),
            models.Index(fields=["agreement", "-at"], name="exchange_call_agreement"),
            models.Index(fields=["subject", "-at"], condition=~Q(subject=""), name="exchange_call_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                name="exchange_call_person_has_a_word",
                condition=Q(named="person") & ~Q(subject="") | ~Q(named="person") & Q(subject=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
