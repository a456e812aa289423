from datetime import date

from django.conf import settings
from django.db import models

from tinhso.kernel.files.public import StoredFile
from tinhso.onestop.models.catalogue.procedure import Procedure
from tinhso.onestop.models.catalogue.procedure_version import ProcedureVersion


class RecordingQuerySet(models.QuerySet["Recording"]):
    def standing(self) -> "RecordingQuerySet":
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def consented(self, on: date) -> "RecordingQuerySet":
        """Standing ones whose speaker's consent reaches that day."""
        lasting = models.Q(consent_until__isnull=True) | models.Q(consent_until__gte=on)
        return self.standing().filter(lasting)


class Recording(models.Model):
    """A procedure read aloud by a person in a language of the province; never translated or spoken by a machine.

    `version` is the text that was read, as it stood on `text_on`. It is played while that version is in force, its file was
    found clean and the consent lasts; who listens cannot read a warning, so that an older text is not played at all. Once
    withdrawn its bytes and the names of who spoke and who recorded are gone; the row tells that it was there.
    """

    class Because(models.TextChoices):
        SPEAKER = "speaker", "Người đọc rút lại sự đồng ý"
        CONSENT_ENDED = "consent_ended", "Hết thời hạn đồng ý"
        TEXT_CHANGED = "text_changed", "Nội dung thủ tục đã đổi"
        MISTAKE = "mistake", "Đọc sai hoặc tải nhầm tệp"

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="recordings")
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=3)
    text_on = models.DateField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seconds = models.PositiveSmallIntegerField()
    speaker = models.CharField(max_length=120, blank=True)
    consent_number = models.CharField(max_length=80)
    consented_on = models.DateField()
    consent_until = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=160)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=13, choices=Because, blank=True)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        ordering = ["language", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "language"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="onestop_recording_once_a_language",
            ),
            models.CheckConstraint(
                name="onestop_recording_because_known",
                condition=models.Q(
                    withdrawn_because__in=["", "speaker", "consent_ended", "text_changed", "mistake"]
                ),
            ),
            models.CheckConstraint(
                name="onestop_recording_withdrawn_is_gone",
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_because="", file__isnull=False)
                | ~models.Q(withdrawn_because="")
                & models.Q(withdrawn_at__isnull=False, file__isnull=True, speaker=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.language}"

    def consent_lasts(self, on: date) -> bool:
        return self.consent_until is None or self.consent_until >= on
