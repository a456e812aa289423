"""What can be counted of receptions: days by who received, and citizens received; no row names anybody."""

from django.db.models import Case as Choice
from django.db.models import CharField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from tinhso.citizen.models import ReceptionDay, ReceptionVisit
from tinhso.kernel.site.declare import Measure

SOURCE = _("Lịch và buổi tiếp công dân ghi trên hệ thống này")


def past_days() -> "QuerySet[ReceptionDay]":
    """Days of posts, not of whoever is on duty, that were closed or called off."""
    regular = ~Q(schedule__month_days=[]) | ~Q(schedule__weekdays=[])
    return ReceptionDay.objects.filter(regular).exclude(state=ReceptionDay.State.PLANNED)


def received() -> "QuerySet[ReceptionVisit]":
    """Everybody who was received, with or without a booking."""
    way = Choice(When(walk_in=True, then=Value("walk_in")), default=Value("booked"), output_field=CharField())
    return ReceptionVisit.objects.filter(state=ReceptionVisit.State.RECEIVED).annotate(way=way)


MEASURES = [
    Measure(
        code="reception.days",
        name=_("Ngày tiếp công dân theo lịch"),
        unit=_("ngày"),
        rows=past_days,
        counts_on="day",
        agency="schedule__agency",
        dims=(("state", "state"),),
        of_people=False,
        source=SOURCE,
    ),
    Measure(
        code="reception.visits",
        name=_("Lượt công dân được tiếp"),
        unit=_("lượt"),
        rows=received,
        counts_on="received_at",
        agency="day__schedule__agency",
        dims=(("way", "way"), ("outcome", "outcome")),
        source=SOURCE,
    ),
]
