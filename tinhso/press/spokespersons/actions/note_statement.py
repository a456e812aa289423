from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import Spokesperson, Statement
from tinhso.press.spokespersons.events import StatementNoted
from tinhso.press.spokespersons.legal_forms import checked_form
from tinhso.press.spokespersons.permissions import check_can_state

SAME_WITHIN = timedelta(minutes=10)


@transaction.atomic
def note_statement(
    *,
    spokesperson: Spokesperson,
    form: str,
    subject: str,
    url: str,
    at: datetime,
    happened_at: datetime | None,
    by: Actor,
    now: datetime,
) -> Statement:
    """One's agency spoke in a legal form of that day; about a sudden event it is due within the hours of the rule. The same
    statement sent again within ten minutes is the one that is there.

    Raises: PressForbidden, EntryRefused.
    """
    user_id, agency_id = check_can_state(by)
    day = local(at).date()
    if spokesperson.agency_id != agency_id or not Spokesperson.objects.on(day).filter(pk=spokesperson.pk):
        raise EntryRefused("spokesperson", "Người này không phát ngôn cho cơ quan vào ngày ấy.")
    _check_words(subject, url)
    _check_moments(at, happened_at, now)
    checked_form(form, day)
    due = _due(happened_at, day)
    Spokesperson.objects.select_for_update().get(pk=spokesperson.pk)  # two presses come one after the other
    same = Statement.objects.filter(
        spokesperson=spokesperson, form=form, subject=subject.strip(), happened_at=happened_at, by=user_id
    )
    if found := same.filter(at__gt=at - SAME_WITHIN, at__lt=at + SAME_WITHIN).first():
        return found
    row = Statement.objects.create(
        agency_id=agency_id,
        spokesperson=spokesperson,
        form=form,
        subject=subject.strip(),
        url=url,
        at=at,
        happened_at=happened_at,
        due_at=due,
        by_id=user_id,
    )
    event = StatementNoted(statement_id=row.pk, agency_id=agency_id, form=Code(form), due_at=due)
    record(event, by=by, at=now)
    return row


def _due(happened_at: datetime | None, day: date) -> datetime | None:
    """Until when the first statement about a sudden event is due, by the rule of the day of the statement."""
    hours = rule_or("press.first_statement_hours", None, on=day)
    return None if happened_at is None or hours is None else happened_at + timedelta(hours=hours)


def _check_words(subject: str, url: str) -> None:
    if not 3 <= len(subject.strip()) <= 200:
        raise EntryRefused("subject", "Ghi nội dung từ 3 đến 200 ký tự.")
    if url and (not url.startswith(("/", "https://")) or url.startswith("//") or "\\" in url or url == "/"):
        raise EntryRefused("url", "Đường dẫn bắt đầu bằng / hoặc https://.")


def _check_moments(at: datetime, happened_at: datetime | None, now: datetime) -> None:
    if at > now:
        raise EntryRefused("at", "Lần phát ngôn phải ở quá khứ.")
    if happened_at is not None and happened_at > at:
        raise EntryRefused("happened_at", "Sự việc phải xảy ra trước lần phát ngôn.")
