from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, Person
from tinhso.onestop.models.catalogue.procedure import Procedure


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def of(self, actor: Actor) -> Self:
        """The person's own; nobody's for an account without one."""
        return self.filter(person_id=actor.person_id or 0)

    def at(self, desk_id: int | None, day: date) -> Self:
        """What one desk has that day."""
        return self.filter(desk=desk_id or 0, day=day)

    def holding(self) -> Self:
        """Those that take a seat of their half hour: booked or here. Who came without one takes none."""
        State = Appointment.State  # noqa: N806
        return self.filter(walk_in=False, state__in=[State.BOOKED, State.WAITING, State.CALLED])

    def open(self) -> Self:
        return self.filter(state=Appointment.State.BOOKED)

    def waiting(self) -> Self:
        """In the order in which they are called: priority, then the time that they are there for, then their number."""
        return self.filter(state=Appointment.State.WAITING).order_by("-priority", "starts_at", "number")


class Appointment(models.Model):
    """Somebody comes to a one-stop desk at a time: booked ahead by a person, or come without (`walk_in`, nameless).

    `starts_at` is the half hour that was booked, of a walk-in the moment of coming; `day` its day in Hà Nội. `number` is
    the desk's number of that day, given at the door. `key` makes one booking of a form sent twice. `priority` and `home_visit` are
    what the person asks for, without a ground: to go first, or that the desk comes to them.
    """

    class State(models.TextChoices):
        BOOKED = "booked", "Đã đặt lịch"
        WAITING = "waiting", "Đã đến, đang chờ"
        CALLED = "called", "Đã gọi vào quầy"
        CANCELLED = "cancelled", "Đã huỷ"
        MISSED = "missed", "Không đến"

    desk = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    day = models.DateField()
    starts_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.BOOKED)
    walk_in = models.BooleanField(default=False)
    priority = models.BooleanField(default=False, db_default=False)
    home_visit = models.BooleanField(default=False, db_default=False)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    key = models.UUIDField(unique=True)
    booked_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["desk", "day"], name="onestop_appointments_of_day")]
        constraints = [
            models.CheckConstraint(
                name="onestop_appointment_state_known",
                condition=Q(state__in=["booked", "waiting", "called", "cancelled", "missed"]),
            ),
            models.CheckConstraint(
                name="onestop_walk_in_is_nameless",
                condition=Q(walk_in=False) | Q(person=None, procedure=None),
            ),
            models.CheckConstraint(
                name="onestop_who_is_here_has_a_number",
                condition=~Q(state__in=["waiting", "called"])
                | Q(number__isnull=False, arrived_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["desk", "day", "number"], name="onestop_one_number_a_desk_and_day"
            ),
            models.UniqueConstraint(
                fields=["person", "starts_at"],
                condition=Q(state__in=["booked", "waiting"]),
                name="onestop_one_appointment_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Appointment {self.pk}"

    def move(self, *, to: State, frm: tuple[State, ...], **changes: object) -> bool:
        """Compare-and-set on the state; False if somebody else moved it meanwhile."""
        found = Appointment.objects.filter(pk=self.pk, state__in=frm)
        return found.update(state=to, **changes) == 1

    def is_cancellable(self, now: datetime) -> bool:
        """Until its time has come."""
        return self.state == self.State.BOOKED and now < self.starts_at
