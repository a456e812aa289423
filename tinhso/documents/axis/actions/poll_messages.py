"""Fetches what waits at the axis for an agency: documents, and the states of those that it sent."""

from datetime import date, datetime, timedelta

from django.db.models import Q

from tinhso.documents.axis.actions.take_message import take_message, try_message
from tinhso.documents.axis.client import EDOC, STATUS, Axis
from tinhso.documents.models import AxisArrival, AxisCursor, AxisMessage
from tinhso.kernel.files.public import read
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.people.roles import Clerk

BACK = timedelta(days=2)  # clocks differ, and a list of a day is complete only when the day is over
MOST_WAITING = 200


def polling_agencies(day: date) -> list[Agency]:
    """The agencies with an identity code that have a clerk that day, or have sent something over the axis. One query."""
    clerks = Post.objects.on(day).with_role(Clerk.code).values("agency")
    sent = AxisMessage.objects.exclude(axis_id="").values("recipient__document__case__agency")
    rows = Agency.objects.on(day).identified()
    return list(rows.filter(Q(pk__in=clerks) | Q(pk__in=sent)).select_related("parent").order_by("sort_key"))


def poll_agency(agency: Agency, *, axis: Axis, day: date, now: datetime) -> int:
    """Take all that waits for this agency, documents first; then what waited for a document that has come meanwhile.

    How many messages the axis listed. `day` is that of the real clock. Raises: AxisAway.
    """
    count = sum(_poll(agency, kind, axis=axis, day=day, now=now) for kind in (EDOC, STATUS))
    waiting = AxisArrival.objects.filter(agency=agency, state=AxisArrival.State.HELD, waits=True)
    for row in waiting.select_related("content", "agency").order_by("pk")[:MOST_WAITING]:
        try_message(row, read(row.content) if row.content else b"", now=now)
    return count


def _poll(agency: Agency, kind: str, *, axis: Axis, day: date, now: datetime) -> int:
    """The cursor moves only when all of the list is in: the next round fetches the rest again, and a row twice is one."""
    organ = agency.ident_code
    cursor = AxisCursor.objects.filter(ident_code=organ, kind=kind).first()
    since = min(cursor.day if cursor else day, day) - BACK
    listed = axis.received(organ, kind, since=since, until=day)
    rows = AxisArrival.objects.filter(agency=agency, axis_id__in=[one.axis_id for one in listed])
    known = set(rows.values_list("axis_id", flat=True))
    for (
        one
    ) in listed:  # a platform goes on listing what was acknowledged, for as long as the days are asked for
        if one.axis_id not in known:
            content = axis.fetch(organ, one.axis_id)
            take_message(agency=agency, kind=kind, content=content, listed=one, now=now)
        axis.acknowledge(organ, one.axis_id, accepted=True)
    AxisCursor.objects.update_or_create(ident_code=organ, kind=kind, defaults={"day": day})
    return len(listed)
