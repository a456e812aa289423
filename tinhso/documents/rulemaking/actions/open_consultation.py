from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from tinhso.casework.public import State, accept_case, limit_until, name_officer, pause_case
from tinhso.documents.models import Consultation
from tinhso.documents.outgoing.way import DRAFT
from tinhso.documents.rulemaking.events import ConsultationOpened
from tinhso.documents.rulemaking.permissions import check_turn
from tinhso.documents.rulemaking.way import MOST_DAYS, fewest_days
from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.search.public import Entry, index
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local, vn_date
from tinhso.lib.legal_time.clock import Effect, PauseReason


@transaction.atomic
def open_consultation(
    *, consultation: Consultation, ver: int, closes_on: date, by: Actor, now: datetime
) -> None:
    """A head opens the draft to everybody until the end of that day, at least for as long as the law of this day asks.

    A day off moves to the next working day. The time for drafting stands still until the answers are published.

    Raises: Stale, NotYourTurn, EntryRefused.
    """
    check_turn(consultation, "", ver, by)
    drafting = consultation.document.case
    if drafting.step != DRAFT or drafting.state != State.IN_PROGRESS:
        raise EntryRefused("", "Dự thảo đã trình hoặc đã bỏ: không lấy ý kiến nữa.")
    day = local(now).date()
    fewest, source = fewest_days(day)
    earliest, latest = day + timedelta(days=fewest), day + timedelta(days=MOST_DAYS)
    if closes_on < earliest:
        words = f"Lấy ý kiến ít nhất {fewest} ngày ({source}): từ ngày {vn_date(earliest)} trở đi."
        raise EntryRefused("closes_on", words)
    if closes_on > latest:
        raise EntryRefused(
            "closes_on", f"Lấy ý kiến nhiều nhất {MOST_DAYS} ngày: đến ngày {vn_date(latest)}."
        )
    case = consultation.case
    limit = limit_until(closes_on, agency_id=case.agency_id, now=now, source=source)
    accept_case(case=case, ver=ver, limit=limit, effect=Effect.PAUSE, by=by, now=now)
    due = local(case.due_at).date() if case.due_at else closes_on
    consultation.opened_at, consultation.closes_on = now, max(closes_on, due)
    consultation.save(update_fields=["opened_at", "closes_on"])
    event = ConsultationOpened(case_id=consultation.pk, closes_on=consultation.closes_on)
    record(event, by=by, at=now)
    index([search_entry(consultation)])
    name_officer(case=case, officer_id=consultation.document.drafted_by_id, by=by, now=now)
    words = f"Lấy ý kiến dự thảo, mã {case.code}."
    pause_case(
        case=drafting, ver=drafting.ver, reason=PauseReason.OPINION.value, text=words, by=SYSTEM, now=now
    )


def search_entry(consultation: Consultation) -> Entry:
    """What the search of the portal finds a draft by, also when its time is over and it was answered."""
    return Entry(
        kind="consultation",
        ref=consultation.case.code,
        title=f"Dự thảo: {consultation.document.subject}"[:600],
        url=reverse("consultation", args=[consultation.case.code]),
        text=consultation.case.agency.name,
    )
