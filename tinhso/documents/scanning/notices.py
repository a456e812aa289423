"""Who is told of a mark of secrecy on a scan: the agency's heads and clerks, without a word of the paper."""

from datetime import datetime

from django.urls import reverse

from tinhso.documents.incoming.notices import TOPIC, holders
from tinhso.documents.models import Scan
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.roles import Clerk, Head


def notify_of_freezing(scan: Scan, *, now: datetime) -> None:
    people = {one.pk: one for role in (Head, Clerk) for one in holders(scan.agency_id, role.code, now)}
    for one in people.values():
        notify(
            to=one,
            topic=TOPIC,
            template="documents.scan_frozen",
            params={"number": str(scan.pk)},
            now=now,
            key=f"scan_frozen:{scan.pk}:{one.pk}",
            path=reverse("document_scans"),
        )
