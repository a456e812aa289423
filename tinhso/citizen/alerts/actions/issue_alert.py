from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tinhso.citizen.alerts.approvers import PERSONS, tell_approvers
from tinhso.citizen.alerts.events import AlertApproved, AlertCancelled, AlertIssued, AlertWritten
from tinhso.citizen.alerts.permissions import check_can_warn
from tinhso.citizen.alerts.rules import grave, needs_two
from tinhso.citizen.models import Alert, AlertApproval, AlertArea
from tinhso.kernel.events.public import Actor, Code, job, next_number, record
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import show_banner_until

LONGEST_DAYS = 30


class AlertRefused(ValueError):
    """The alert cannot be issued as it is; the message says what to do."""


class AlertOver(Exception):
    """It was taken back, replaced, or its time is over."""


class SamePerson(Exception):
    """Whoever wrote it, or approved it before, is not the second person."""


@dataclass(frozen=True)
class AlertContent:
    """What an alert says; no `units` means the whole province. Texts are public."""

    kind: str
    headline: str
    text: str
    source: str
    begins_at: datetime
    expires_at: datetime
    instruction: str = ""
    risk_level: int | None = None
    severity: str = "moderate"
    units: tuple[AdminUnit, ...] = ()
    bulletin_at: datetime | None = None
    bulletin_id: str | None = None
    unknown_areas: tuple[str, ...] = ()


@transaction.atomic
def write_alert(*, content: AlertContent, by: Actor, now: datetime, replaces: Alert | None = None) -> Alert:
    """Issue an alert at once, or let one of the highest level wait for two others.

    Raises: MayNotWarn, AlertRefused, AlertOver.
    """
    check_can_warn(by, on=now.date())
    check_content(content, now)
    if replaces is not None and replaces.state != Alert.State.ISSUED:
        raise AlertOver(replaces.pk)
    alert = keep_alert(content, by=by, now=now, replaces=replaces)
    waits = needs_two(alert, on=now.date())
    record(
        AlertWritten(alert_id=alert.pk, kind=Code(alert.kind), risk_level=alert.risk_level, waits=waits),
        by=by,
        at=now,
    )
    if waits:
        tell_approvers(alert, now=now)
    else:
        issue(alert, by=by, now=now)
    return alert


def check_content(content: AlertContent, now: datetime) -> None:
    if content.expires_at <= max(content.begins_at, now):
        raise AlertRefused("Giờ hết hiệu lực phải sau bây giờ và sau giờ bắt đầu.")
    if content.expires_at - now > timedelta(days=LONGEST_DAYS):
        raise AlertRefused(f"Cảnh báo có hiệu lực tối đa {LONGEST_DAYS} ngày; hết hạn thì ra bản mới.")
    natural = content.kind in {Alert.Kind.WEATHER, Alert.Kind.DISASTER}
    if not natural and content.risk_level is not None:
        raise AlertRefused("Cấp độ rủi ro thiên tai chỉ dùng cho thời tiết, thiên tai.")


def keep_alert(content: AlertContent, *, by: Actor, now: datetime, replaces: Alert | None = None) -> Alert:
    """The row with its areas, waiting."""
    day = f"{now:%y%m%d}"
    severity, weight = grave(content.kind, content.risk_level, content.severity)
    alert = Alert.objects.create(
        code=f"CB-{day}-{next_number(f'alert:{day}'):03}",
        kind=content.kind,
        risk_level=content.risk_level,
        severity=severity,
        weight=weight,
        headline=content.headline.strip(),
        text=content.text.strip(),
        instruction=content.instruction.strip(),
        source=content.source.strip(),
        bulletin_at=content.bulletin_at,
        bulletin_id=content.bulletin_id,
        unknown_areas=list(content.unknown_areas),
        begins_at=content.begins_at,
        expires_at=content.expires_at,
        state=Alert.State.WAITING,
        written_by_id=by.user_id,
        replaces=replaces,
    )
    AlertArea.objects.bulk_create(AlertArea(alert=alert, unit=unit) for unit in content.units)
    return alert


def issue(alert: Alert, *, by: Actor, now: datetime) -> None:
    """Make it public, end the one that it replaces, and tell people after the commit."""

    alert.state, alert.issued_at = Alert.State.ISSUED, now
    alert.save(update_fields=["state", "issued_at"])
    if alert.replaces_id:
        former = Alert.objects.filter(pk=alert.replaces_id, state=Alert.State.ISSUED)
        former.update(state=Alert.State.REPLACED, ended_at=now)
    show_banner_until(alert.expires_at)
    event = AlertIssued(
        alert_id=alert.pk,
        kind=Code(alert.kind),
        risk_level=alert.risk_level,
        areas=alert.areas.count(),
        relayed=alert.bulletin_id is not None,
        replaces_id=alert.replaces_id,
    )
    record(event, by=by, at=now)
    job("citizen.tell_alert").defer(alert_id=alert.pk, after=0)


@transaction.atomic
def approve_alert(*, alert: Alert, by: Actor, now: datetime) -> None:
    """One of two persons lets it out; with the second it is public.

    Raises: MayNotWarn, SamePerson, AlertOver.
    """
    check_can_warn(by, on=now.date())
    alert = Alert.objects.select_for_update().get(pk=alert.pk)
    if alert.state != Alert.State.WAITING or alert.expires_at <= now:
        raise AlertOver(alert.pk)
    before = set(alert.approvals.values_list("officer_id", flat=True))
    if by.user_id is None or by.user_id == alert.written_by_id or by.user_id in before:
        raise SamePerson(alert.pk)
    AlertApproval.objects.create(alert=alert, officer_id=by.user_id, at=now)
    record(AlertApproved(alert_id=alert.pk, approvals=len(before) + 1), by=by, at=now)
    if len(before) + 1 >= PERSONS:
        issue(alert, by=by, now=now)
    else:
        tell_approvers(alert, now=now)


@transaction.atomic
def cancel_alert(*, alert: Alert, reason: str, by: Actor, now: datetime) -> None:
    """Take it back, with the reason, which is public.

    Raises: MayNotWarn, AlertRefused without a reason, AlertOver (expired too).
    """
    check_can_warn(by, on=now.date())
    if not reason.strip():
        raise AlertRefused("Nhập lý do huỷ.")
    open_states = [Alert.State.WAITING, Alert.State.ISSUED]
    ended = Alert.objects.filter(pk=alert.pk, state__in=open_states, expires_at__gt=now).update(
        state=Alert.State.CANCELLED, ended_at=now, end_reason=reason.strip()[:500]
    )
    if not ended:
        raise AlertOver(alert.pk)
    record(AlertCancelled(alert_id=alert.pk), by=by, at=now)
