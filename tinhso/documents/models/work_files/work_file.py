from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from tinhso.documents.models.arriving_document import ArrivingDocument
from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency, Post, User
from tinhso.kernel.people.roles import Auditor, Clerk, Head


class WorkFileQuerySet(models.QuerySet["WorkFile"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """The files of the actor's agency for its clerk, heads and auditors; else those that the actor keeps, or an absent
        colleague, while that post lasts. To everybody else there are none."""
        if not actor.is_officer or actor.agency_id is None:
            return self.none()
        if any(actor.holds(role) for role in (Clerk, Head, Auditor)):
            return self.filter(Q(agency_id=actor.agency_id) | Q(unit_id=actor.agency_id))
        at_work = Post.objects.on(on).filter(user_id=OuterRef("holder_id"), agency_id=OuterRef("unit_id"))
        mine = Q(holder_id__in=[actor.user_id or 0, *actor.covers])
        return self.filter(mine, Exists(at_work), unit_id=actor.agency_id)

    def whole(self) -> Self:
        return self.select_related("agency__parent", "unit", "holder", "archived_by")


class WorkFile(models.Model):
    """Hồ sơ công việc: one line of an agency's list of files of a year, and the file itself once papers lie in it.

    `keep_years` is how long it is kept once its work has ended, None for ever. `due_on` is the last day to hand it over to
    the agency's archive. Held by an order (`hold_reason`) it stands still in whatever state it is.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Chưa có tài liệu"
        OPEN = "open", "Đang lập"
        CLOSED = "closed", "Đã kết thúc"
        OFFERED = "offered", "Chờ lưu trữ nhận"
        ARCHIVED = "archived", "Đã nộp lưu"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="work_files")
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30)
    heading = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=500)
    keep_years = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_source = models.CharField(max_length=300)
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    planned_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    hold_reason = models.CharField(max_length=500, blank=True)
    folded = models.TextField(blank=True)

    objects = WorkFileQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "code"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "code"], name="documents_work_file_once"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "open", "closed", "offered", "archived"]),
                name="documents_work_file_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "open"], closed_on__isnull=True, due_on__isnull=True)
                | Q(
                    state__in=["closed", "offered", "archived"],
                    closed_on__isnull=False,
                    due_on__isnull=False,
                ),
                name="documents_work_file_closed_has_days",
            ),
            models.CheckConstraint(
                condition=Q(state="archived", archived_at__isnull=False, archived_by__isnull=False)
                | ~Q(state="archived") & Q(archived_at__isnull=True),
                name="documents_work_file_archived_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(keep_years__isnull=True) | Q(keep_years__gte=1), name="documents_work_file_term"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="closed"), name="documents_work_files_due")
        ]

    def __str__(self) -> str:
        return f"work file {self.pk}"

    @property
    def full_code(self) -> str:
        """Mã hồ sơ: identity code of the agency, year, symbol of the list."""
        return ".".join(filter(None, (self.agency.ident_code, str(self.year), self.code)))

    @property
    def takes_papers(self) -> bool:
        return self.state in (self.State.PLANNED, self.State.OPEN) and not self.hold_reason


class FileEntry(models.Model):
    """A paper in a file, at its place: a document of the registers, which stays where it is, or other material by its file.

    `dated`, `title` and `pages` are what the list of papers says of it. What is taken out keeps its place and its reason.
    """

    work_file = models.ForeignKey(WorkFile, on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveSmallIntegerField()
    outgoing = models.ForeignKey(
        OutgoingDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="file_entries"
    )
    arriving = models.ForeignKey(
        ArrivingDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="file_entries"
    )
    material = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dated = models.DateField()
    title = models.CharField(max_length=500)
    pages = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["work_file", "position"], name="documents_file_place_once"),
            models.UniqueConstraint(
                fields=["work_file", "outgoing"],
                condition=Q(removed_at__isnull=True),
                name="documents_outgoing_in_file_once",
            ),
            models.UniqueConstraint(
                fields=["work_file", "arriving"],
                condition=Q(removed_at__isnull=True),
                name="documents_arriving_in_file_once",
            ),
            models.CheckConstraint(
                condition=Q(outgoing__isnull=False, arriving__isnull=True, material__isnull=True)
                | Q(outgoing__isnull=True, arriving__isnull=False, material__isnull=True)
                | Q(outgoing__isnull=True, arriving__isnull=True, material__isnull=False),
                name="documents_entry_is_one_paper",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removal_reason="")
                | Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removal_reason=""),
                name="documents_removal_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"paper {self.position} of work file {self.work_file_id}"


class FileList(models.Model):
    """Danh mục hồ sơ: the head's approval of an agency's list of files of a year. A line planned later is an addition."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="file_lists")
    year = models.PositiveSmallIntegerField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="documents_file_list_once")]

    def __str__(self) -> str:
        return f"files of {self.agency_id} in {self.year}"


class FileMove(models.Model):
    """What was done to a file as a whole, with the reason that was given: one row each, never written over."""

    class Kind(models.TextChoices):
        PLANNED = "planned", "Ghi vào danh mục"
        HOLDER = "holder", "Đổi người lập hồ sơ"
        CLOSED = "closed", "Kết thúc hồ sơ"
        REOPENED = "reopened", "Mở lại hồ sơ"
        OFFERED = "offered", "Giao nộp lưu trữ cơ quan"
        RETURNED = "returned", "Lưu trữ trả lại"
        ARCHIVED = "archived", "Lưu trữ cơ quan nhận"
        HELD = "held", "Giữ nguyên trạng"
        RELEASED = "released", "Thôi giữ nguyên trạng"
        EXPORTED = "exported", "Xuất hồ sơ"
        PACKED = "packed", "Lập gói nộp lưu trữ lịch sử"
        PASSED = "passed", "Lưu trữ lịch sử nhận"

    work_file = models.ForeignKey(WorkFile, on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=8, choices=Kind)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} of work file {self.work_file_id}"
