from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.citizen.models.reception_day import ReceptionDay
from tinhso.kernel.people.public import Person


class ReceptionVisitQuerySet(models.QuerySet["ReceptionVisit"]):
    def seated(self) -> Self:
        """Those that take a seat of their slot; who came without a booking takes none."""
        State = ReceptionVisit.State  # noqa: N806
        return self.filter(walk_in=False, state__in=[State.BOOKED, State.WAITING, State.RECEIVED])

    def of(self, person_id: int | None, phone: str = "") -> Self:
        """Those of the account's person, or of a telephone that has answered a code; nobody's without either."""
        by_phone = Q(by_account=False, phone=phone) & ~Q(phone="")
        return self.filter(Q(by_account=True, person_id=person_id or 0) | by_phone)

    def open(self) -> Self:
        return self.filter(state=ReceptionVisit.State.BOOKED)

    def active(self) -> Self:
        """Booked, or here and waiting: of a day a citizen has one of these."""
        return self.filter(state__in=[ReceptionVisit.State.BOOKED, ReceptionVisit.State.WAITING])

    def whole(self) -> Self:
        return self.select_related("day__schedule__agency")


class ReceptionVisit(models.Model):
    """A citizen comes to be received: booked ahead, or come without (`walk_in`, nameless).

    Name and telephone are for the desk of that agency, until the rule's days after the reception; the person is the account's, or
    one made for a telephone that answered a code. `priority` is the citizen's word that the law lets them go first; which ground
    it is, is not stored. The outcome is a state, and `case_code` the number of the complaint or feedback that came of it: nothing of
    what was spoken. `key` makes one booking of a form sent twice.
    """

    class State(models.TextChoices):
        BOOKED = "booked", "Đã đăng ký"
        WAITING = "waiting", "Đã đến, đang chờ"
        RECEIVED = "received", "Đã tiếp"
        CANCELLED = "cancelled", "Đã huỷ đăng ký"
        MISSED = "missed", "Không đến"

    class Outcome(models.TextChoices):
        EXPLAINED = "explained", "Đã giải thích, trả lời tại chỗ"
        GUIDED = "guided", "Hướng dẫn đến cơ quan có thẩm quyền"
        COMPLAINT = "complaint", "Đã nhận đơn khiếu nại"
        FEEDBACK = "feedback", "Đã ghi phản ánh, kiến nghị"

    day = models.ForeignKey(ReceptionDay, on_delete=models.PROTECT, related_name="visits")
    starts_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.BOOKED)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_account = models.BooleanField(default=False)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    priority = models.BooleanField(default=False)
    walk_in = models.BooleanField(default=False)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    case_code = models.CharField(max_length=60, blank=True)
    key = models.UUIDField(unique=True)
    booked_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = ReceptionVisitQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="citizen_reception_visit_state_known",
                condition=Q(state__in=["booked", "waiting", "received", "cancelled", "missed"]),
            ),
            models.CheckConstraint(
                name="citizen_reception_walk_in_is_nameless",
                condition=Q(walk_in=False) | Q(person=None, name="", phone=""),
            ),
            models.CheckConstraint(
                name="citizen_reception_who_is_here_has_a_number",
                condition=~Q(state__in=["waiting", "received"])
                | Q(number__isnull=False, arrived_at__isnull=False),
            ),
            models.CheckConstraint(
                name="citizen_reception_outcome_known",
                condition=Q(state="received", outcome__in=["explained", "guided", "complaint", "feedback"])
                | (~Q(state="received") & Q(outcome="", case_code="")),
            ),
            models.UniqueConstraint(fields=["day", "number"], name="citizen_one_number_a_reception"),
            models.UniqueConstraint(
                fields=["day", "phone"],
                condition=Q(state__in=["booked", "waiting"], by_account=False) & ~Q(phone=""),
                name="citizen_one_booking_a_phone_and_reception",
            ),
            models.UniqueConstraint(
                fields=["day", "person"],
                condition=Q(state__in=["booked", "waiting"]),
                name="citizen_one_booking_a_person_and_reception",
            ),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"

    def move(self, *, to: State, frm: tuple[State, ...], **changes: object) -> bool:
        """Compare-and-set on the state; False if somebody else moved it meanwhile."""
        return ReceptionVisit.objects.filter(pk=self.pk, state__in=frm).update(state=to, **changes) == 1

    def is_open(self, now: datetime) -> bool:
        """Whether whoever booked may still cancel or move it."""
        return self.state == self.State.BOOKED and now < self.starts_at
