"""The head is told when one person alone gave a post at the agency."""

from datetime import date, datetime

from tinhso.casework.receivers import tell_heads
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.actions.appoint_alone import appoint_alone
from tinhso.kernel.site.clock import HANOI

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)


def test_the_heads_are_told_once_and_not_who_was_appointed(town):
    words = {"title": "Trưởng bộ phận", "roles": ["head"], "starts": date(2024, 3, 8), "now": NOW}
    appoint_alone(town.bao, town.desk_a, reason="Không còn quản trị nào khác", **words)
    row = EventRow.objects.get(name="people.PostConfirmationSkipped")
    tell_heads(row)
    tell_heads(row)
    assert list(Notice.objects.values_list("user__username", flat=True)) == ["chi"]
