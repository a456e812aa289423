"""Agency A and agency B in one run: what crosses between them crosses by the axis alone."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from sandbox.axis.server import Server
from tests.town import Town, make_officer
from tinhso.documents.axis.actions.enqueue_message import enqueue_document
from tinhso.documents.axis.actions.enqueue_replies import enqueue_replies
from tinhso.documents.axis.actions.poll_messages import poll_agency
from tinhso.documents.axis.actions.send_recipient import send_recipient
from tinhso.documents.axis.actions.send_replies import send_replies
from tinhso.documents.axis.client import AxisAway, axis_client
from tinhso.documents.axis.tests import axis_makers
from tinhso.documents.models import ArrivingDocument, AxisMessage, AxisReply, OutgoingDocument
from tinhso.kernel.people.roles import Clerk, Examiner

MOST_ROUNDS = 400


def with_b(town: Town) -> Town:
    """Khả is the clerk of agency B, Lam its official; Hải heads it."""
    town.kha = make_officer("kha", "Lê Văn Khả", town.agency_b, "Văn thư", Clerk)  # type: ignore[attr-defined]
    town.lam = make_officer("lam", "Ngô Thị Lam", town.agency_b, "Chuyên viên", Examiner)  # type: ignore[attr-defined]
    return town


def settings_for(server: Server, form: str = "vxp") -> dict[str, str]:
    return {"form": form, "url": server.url, "system": "t", "secret": axis_makers.SECRET}


def exchange(town: Town, now: datetime) -> None:
    """The jobs of both sides until nothing is on its way, however often the axis loses, repeats or is busy."""
    at = timezone.now() + timedelta(seconds=1)
    for _ in range(MOST_ROUNDS):
        for document in ArrivingDocument.objects.all():
            enqueue_replies(document.pk)
        times = [
            *(_sent(send_recipient, pk, at, now) for pk in _recipients()),
            *(_sent(send_replies, pk, at, now) for pk in _replying()),
        ]
        waiting = [one for one in times if one is not None]
        at = max([at, *waiting])
        polled = [_polled(agency, now) for agency in (town.agency_a, town.agency_b)]
        if not waiting and polled == [0, 0] and not _recipients() and not _replying() and _all_replied():
            return
    raise AssertionError("the axis never came to rest")


def _sent(deed: Any, pk: int, at: datetime, now: datetime) -> datetime | None:
    found: datetime | None = deed(pk, axis=axis_client(), at=at, now=now)
    return found


def _polled(agency: Any, now: datetime) -> int:
    axis = axis_client()
    assert axis is not None
    try:
        return poll_agency(agency, axis=axis, day=timezone.localdate(), now=now)
    except AxisAway:
        return -1


def _recipients() -> list[int]:
    rows = AxisMessage.objects.filter(state__in=["waiting", "sending"]).order_by("recipient")
    return list(rows.values_list("recipient", flat=True).distinct())


def _replying() -> list[int]:
    rows = AxisReply.objects.filter(state__in=["waiting", "sending"]).order_by("document")
    return list(rows.values_list("document", flat=True).distinct())


def _all_replied() -> bool:
    return not ArrivingDocument.objects.filter(channel="edxml", statuses__reply=None).exists()


def sent_to_b(town: Town, now: datetime, **changes: object) -> OutgoingDocument:
    document = axis_makers.issued(town, **changes)
    enqueue_document(document.pk, now=now)
    return document


def at_b(document: OutgoingDocument) -> ArrivingDocument:
    """The one document that agency B has of it."""
    number = document.number
    assert number is not None
    name = f"H56.14,{number.dated:%Y/%m/%d},{number.full_number}"
    return ArrivingDocument.objects.whole().get(agency__ident_code="H56.15", document_ident=name)
