from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Self

from django.db import connection, models
from django.db.models import Q

from tinhso.casework.models.participant import Participant
from tinhso.casework.models.process import Process
from tinhso.casework.models.states import FINAL, TRANSITIONS, State
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, Person, User
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import planned

HOLD = "select code, state, ver from casework_case where id = %s for update"
FINAL_CODES = sorted(state.value for state in FINAL)


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> Self:
        """The cases in which this actor takes part, now or earlier; nobody else's exist for them."""
        return self.filter(pk__in=Participant.objects.of(actor).values("case_id"))

    def coded(self, code: str) -> "Case | None":
        """The case of that code: its own, or else one by which a former system knew it. Two queries at most."""
        return self.filter(code=code).first() or self.filter(former_codes__code=code).first()

    def open(self) -> Self:
        return self.exclude(state__in=FINAL)


class Case(models.Model):
    """Whatever someone waits for: a tracking code, who is responsible, where it stands, a clock, an outcome.

    `ver` grows with every move; every move is a compare-and-set on (id, ver, step). What is personal stands in
    the details table of its kind, not here. `due_at` is the lawful due moment, empty while it lawfully stands still (the
    wait keeps it, `ClockPause.due_at`); `first_due_at` is what was appointed first and never moves.
    """

    class Source(models.TextChoices):
        COUNTER = "counter", "Trực tiếp"
        POST = "post", "Bưu chính công ích"
        OWN_PORTAL = "own_portal", "Trực tuyến"
        NATIONAL_PORTAL = "dvcqg", "Cổng Dịch vụ công quốc gia"
        LINKED = "linked", "Liên thông"
        INTERNAL = "internal", "Nội bộ"

    class Timeliness(models.TextChoices):
        EARLY = "early", "Trước hạn"
        ON_TIME = "on_time", "Đúng hạn"
        LATE = "late", "Quá hạn"

    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=500)
    state = models.CharField(max_length=16, choices=State, default=State.DRAFT)
    step = models.CharField(max_length=40, blank=True)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, null=True, blank=True)
    ver = models.PositiveIntegerField(default=1)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cases")
    desk = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="desk_cases"
    )
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    claimed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    submitter = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="submitted_cases"
    )
    place = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, null=True, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    source = models.CharField(max_length=12, choices=Source)
    client_key = models.UUIDField(null=True, blank=True, unique=True)
    confidential = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    first_due_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # NgayKetThucXuLy: the result is ready
    finished_at = models.DateTimeField(null=True, blank=True)  # the last move of all
    timeliness = models.CharField(max_length=8, choices=Timeliness, blank=True)
    outcome = models.CharField(max_length=30, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="casework_known_state"),
            models.CheckConstraint(
                condition=Q(state__in=FINAL_CODES, finished_at__isnull=False)
                | ~Q(state__in=FINAL_CODES) & Q(finished_at__isnull=True),
                name="casework_finished_is_final",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.WITHDRAWN]) | Q(submitted_at__isnull=False),
                name="casework_submitted_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.IN_PROGRESS, State.PAUSED]) | ~Q(step=""),
                name="casework_progress_has_a_step",
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(first_due_at__isnull=False),
                name="casework_first_due_stays",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5),
                name="casework_rating_1_to_5",
            ),
        ]
        indexes = [
            # The radar counts over these alone: what it counts is in them.
            models.Index(
                fields=["agency", "due_at"],
                include=["state", "settled_at"],
                condition=Q(finished_at__isnull=True),
                name="casework_open_by_due",
            ),
            models.Index(
                fields=["agency", "settled_at"],
                include=["timeliness"],
                condition=Q(accepted_at__isnull=False),
                name="casework_settled_in",
            ),
            models.Index(fields=["kind", "submitted_at"], name="casework_submitted"),
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="casework_children"),
        ]

    def __str__(self) -> str:
        return self.code

    def hold_draft(self) -> bool:
        """Lock the row until the transaction ends; False, and its lasting code, where somebody handed it in before.

        Stale where it was moved otherwise since it was read. One statement.
        """
        with planned() as cursor:
            cursor.execute(HOLD, [self.pk])
            code, state, ver = cursor.fetchone()
        if state == State.DRAFT and ver != self.ver:
            raise Stale(self.pk)
        self.code, self.state, self.ver = code, state, ver
        return bool(state == State.DRAFT)

    def move(self, *, ver: int, state: State | None = None, **changes: Any) -> None:
        """Compare-and-set on (id, ver, step); Stale if somebody was faster, Unlawful if the table forbids it."""
        if state is not None:
            if state not in TRANSITIONS[State(self.state)]:
                raise Unlawful(self.pk, State(self.state), state)
            changes["state"] = state
        if changes.get("due_at") and self.first_due_at is None:
            changes["first_due_at"] = changes["due_at"]
        # Whoever was at it is done with it: the next one must not read an old name.
        changes = {"claimed_by": None, "claimed_until": None} | changes
        if not self._compare_and_set(ver, changes):
            raise Stale(self.pk)
        self.ver = ver + 1
        for field, value in changes.items():
            setattr(self, field, value)

    def _compare_and_set(self, ver: int, changes: Mapping[str, Any]) -> bool:
        """False where the row no longer stands as this object says."""
        statement, fields = _move(tuple(changes))
        values = [_written(f, value) for f, value in zip(fields, changes.values(), strict=True)]
        with planned() as cursor:
            cursor.execute(statement, [*values, self.pk, ver, self.step, self.state])
            return bool(cursor.rowcount)

    def appoint(self, due_at: datetime) -> None:
        """Another due moment, beside a move; the first one stays. One statement."""
        self.due_at, self.first_due_at = due_at, self.first_due_at or due_at
        Case.objects.filter(pk=self.pk).update(due_at=self.due_at, first_due_at=self.first_due_at)

    @property
    def is_final(self) -> bool:
        return self.state in FINAL


@lru_cache
def _move(names: tuple[str, ...]) -> tuple[str, list["models.Field[Any, Any]"]]:
    """The statement of a move that changes these, and their fields; there are some twenty such sets."""
    fields = [_field(name) for name in names]
    changed = "".join(f', "{field.column}" = %s' for field in fields)
    return (
        f"update casework_case set ver = ver + 1{changed} where id = %s and ver = %s and step = %s and state = %s",  # noqa: S608
        fields,
    )


def _field(name: str) -> "models.Field[Any, Any]":
    return next(f for f in Case._meta.concrete_fields if name in {f.name, f.attname})


def _written(field: "models.Field[Any, Any]", value: Any) -> Any:
    return field.get_db_prep_save(value.pk if isinstance(value, models.Model) else value, connection)


class Conflict(Exception):
    """The deed no longer fits the case as it stands now. Pages answer with 409 and say who did what meanwhile."""

    def __init__(self, case_id: int = 0, words: str = "") -> None:
        super().__init__(words or case_id)
        self.case_id = case_id


class Stale(Conflict):
    """Somebody else moved the case in the meantime."""


class Unlawful(Conflict):
    """The table of transitions knows no such move."""

    def __init__(self, case_id: int, state: State, wanted: State) -> None:
        super().__init__(case_id, f"{state} → {wanted}")
        self.state, self.wanted = state, wanted
