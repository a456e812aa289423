import secrets
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tinhso.casework.public import FINAL, Case, State
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Person
from tinhso.onestop.models.catalogue.procedure_version import ProcedureVersion
from tinhso.onestop.models.dossier.finding_terms import FIELDS, FindingTerms
from tinhso.onestop.models.dossier.settled_identity import SettledIdentity
from tinhso.onestop.models.once_only.source_record import SourceRecord, read_records


def new_salt() -> bytes:
    return secrets.token_bytes(16)


# Of a version: what the page of its procedure shows, and the form, which `definition` has from memory.
TEXTS = ("form", "order_text", "manner_text", "conditions_text")
WRITTEN = ("answers", "former_answers", "unread", "source_data", "settled_identity")
LAID_DOWN = (
    *TEXTS,
    "papers",
    "process",
    "time_limits",
    "fees",
    "legal_basis",
    "subjects",
    "channels",
)


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, actor: Actor) -> Self:
        """The dossiers whose cases this actor takes part in."""
        return self.filter(case__in=Case.objects.visible_to(actor))

    def under_way(self, person: Person) -> Self:
        """Drafts, and what is not settled yet, of which this person is the applicant. Not the draft of somebody who asks to file for
        them: anybody may begin one, and would read there what the person asks for."""
        asked = Q(case__state=State.DRAFT, case__submitter__isnull=False) & ~Q(case__submitter=person)
        return self.filter(case__person=person).exclude(Q(case__state__in=FINAL) | asked)

    def without_other_submitter(self, person: Person) -> Self:
        """Those that this person or the desk filed: whoever files for somebody reads on no page what that person asks for elsewhere."""
        return self.filter(Q(case__submitter=None) | Q(case__submitter=person))

    def for_deed(self) -> Self:
        """With what handing in reads: its case and who applies, the desk and the agency, the version."""
        read = self.select_related("version", "case__agency", "case__desk", "case__person", "case__submitter")
        return read.defer(*(f"version__{text}" for text in TEXTS))

    def listed(self) -> Self:
        """With what a line of a list shows: case, procedure and applicant, without answers and what the form lays down.

        A page of fifty lines would else take a megabyte of JSON apart.
        """
        bare = (*WRITTEN, *(f"version__{name}" for name in LAID_DOWN))
        return self.select_related("case", "version__procedure").defer(*bare)

    def whole(self) -> Self:
        """With everything that a page of one dossier reads."""
        return self.select_related(
            "version__procedure__field",
            "case__agency",
            "case__desk",
            "case__process",
            "case__officer",
            "case__claimed_by",
            "case__person",
            "case__submitter",
            "consent",
            "erasure",
            "cutover",
        ).defer(*(f"version__{text}" for text in TEXTS))


class Dossier(models.Model):
    """What a case of the one-stop shop is about: the procedure's version that it keeps, answers, who applies.

    Which way it came in stands on its case (`Case.source`: counter, post, own portal, national portal, linked);
    what came by post keeps the post's number and the day it arrived. Everything personal of a dossier stands in this row, its attachments and notes, and can be erased.
    """

    class ResultBy(models.TextChoices):
        DESK = "desk", "Nhận tại quầy"
        POST = "post", "Nhận qua bưu chính công ích"
        ONLINE = "online", "Nhận bản điện tử"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="dossier")
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="dossiers")
    level = models.CharField(
        max_length=10
    )  # the level at which the procedure is settled: province, district, commune
    answers = models.JSONField(default=dict, blank=True)
    # [{"version": id, "answers": {…}}]: answers to questions that a later version no longer asks, as they were
    former_answers = models.JSONField(default=list, blank=True)
    # {step: {field: [typed]}} of pages that were left with a value that cannot be read; gone when it is mended
    unread = models.JSONField(default=dict, blank=True, db_default={})
    # {key: SourceRecord as plain values}: what databases of the state said in place of papers, and why one said nothing
    source_data = models.JSONField(default=dict, blank=True, db_default={})
    # SettledIdentity as plain values: what differed of who applies, and in which words an officer settled it
    settled_identity = models.JSONField(default=dict, blank=True, db_default={})
    applicant_name = models.CharField(max_length=200)
    applicant_id_number = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    result_by = models.CharField(max_length=8, choices=ResultBy, default=ResultBy.ONLINE)
    # the application lies at the desk as paper: its answers stand there and nobody copied them, nor pledged in their place
    on_paper = models.BooleanField(default=False, db_default=False)
    # what its people ask for, without a ground: to go first at the desk, or that the desk comes to them
    priority = models.BooleanField(default=False, db_default=False)
    home_visit = models.BooleanField(default=False, db_default=False)
    post_number = models.CharField(max_length=30, blank=True)
    post_received_on = models.DateField(null=True, blank=True)
    # where its citizen stopped: a step of the form, "attach" or "review"; the draft is opened there again
    resume_at = models.CharField(max_length=60, blank=True, default="", db_default="")
    salt = models.BinaryField(max_length=16, default=new_salt)

    objects = DossierQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(FindingTerms(*FIELDS), name="onestop_dossier_found")]

    def __str__(self) -> str:
        return f"Dossier {self.case_id}"

    def source_records(self) -> dict[str, SourceRecord]:
        """By the paper that each stands in for, or by whom it is of (`@applicant`)."""
        return read_records(self.source_data)

    def identity(self) -> SettledIdentity | None:
        """What an officer settled of who applies; None where nothing differed."""
        return SettledIdentity(**self.settled_identity) if self.settled_identity else None
