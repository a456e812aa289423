"""The head is told when one person alone gave a post at the agency."""

from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.receivers import tell_heads
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import deliver
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.actions.appoint_alone import appoint_alone
from tinhso.kernel.site.clock import HANOI

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)


def test_before_seven_in_the_morning_the_day_is_that_of_the_province(town):
    """In the database it is still yesterday, on which the post of a head who began today does not run."""
    town.posts["chi"].valid = DateRange(date(2024, 3, 8), None)
    town.posts["chi"].save()
    words = {
        "title": "Trưởng bộ phận",
        "roles": ["head"],
        "starts": date(2024, 3, 8),
        "now": NOW.replace(hour=5),
    }
    appoint_alone(town.bao, town.desk_a, reason="Không còn quản trị nào khác", **words)
    deliver(EventRow.objects.get(name="people.PostConfirmationSkipped").pk)
    assert list(Notice.objects.values_list("user__username", flat=True)) == ["chi"]


def test_the_heads_are_told_once_and_not_who_was_appointed(town):
    words = {"title": "Trưởng bộ phận", "roles": ["head"], "starts": date(2024, 3, 8), "now": NOW}
    appoint_alone(town.bao, town.desk_a, reason="Không còn quản trị nào khác", **words)
    row = EventRow.objects.get(name="people.PostConfirmationSkipped")
    tell_heads(row)
    tell_heads(row)
    assert list(Notice.objects.values_list("user__username", flat=True)) == ["chi"]
