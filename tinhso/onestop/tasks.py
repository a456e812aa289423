"""Jobs of the one-stop shop: what the national portal has to be told, what other systems are asked; the bank's statement of the day before."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.outbox.public import take_up
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.onestop.appointments.actions.forget_visits import forget_visits
from tinhso.onestop.appointments.actions.leave_desk import leave_ended_desks
from tinhso.onestop.appointments.actions.miss_appointment import miss_yesterday
from tinhso.onestop.appointments.actions.remind_appointments import remind_appointments
from tinhso.onestop.builder.actions.migrate_dossiers import carry_out
from tinhso.onestop.companies.actions.close_overdue import close_overdue, forget_companies, renew_seats
from tinhso.onestop.linked_services.actions.send_linked import send_linked
from tinhso.onestop.linked_services.client import LinkedClient
from tinhso.onestop.messages.client import PortalClient, portal_settings
from tinhso.onestop.models import (
    CollectionAccount,
    DossierMigration,
    LinkedMessage,
    PortalMessage,
    Reconciliation,
)
from tinhso.onestop.money.actions.reconcile_day import reconcile_day
from tinhso.onestop.money.bank_client import BankRefused, BankSilent, statement
from tinhso.onestop.national_import.worker import carry_out_approval, carry_out_comparison
from tinhso.onestop.national_portal.actions.send_portal import send_portal
from tinhso.onestop.recordings.actions.end_recordings import end_recordings
from tinhso.onestop.registration.settings import linked_settings
from tinhso.onestop.retention.actions.erase_dossier import erase_dossier
from tinhso.onestop.retention.actions.tell_due import tell_due
from tinhso.onestop.retention.retention import automatic, due_dossiers

MOST = 500
EARLIEST_HOUR = 7


@app.task(name="onestop.send_dossier", queue="fast", pass_context=False)
def send_dossier(dossier_id: int) -> None:
    """Send what waits of one dossier; if the portal is away, defer the next try."""
    given = portal_settings()
    if given is None:
        return
    portal = PortalClient(given)
    again_at = send_portal(dossier_id, portal=portal, at=timezone.now(), now=clock.now())
    if again_at is not None:
        send_dossier.configure(schedule_at=again_at).defer(dossier_id=dossier_id)


@app.task(name="onestop.send_part", queue="fast", pass_context=False)
def send_part(part_id: int) -> None:
    """Ask another system for a part of a dossier; if it is away, defer the next try."""
    given = linked_settings()
    if given is None:
        return
    again_at = send_linked(part_id, client=LinkedClient(given), at=timezone.now(), now=clock.now())
    if again_at is not None:
        send_part.configure(schedule_at=again_at).defer(part_id=part_id)


@app.periodic(cron="* * * * *")
@app.task(name="onestop.mend_portal", queue="fast", queueing_lock="onestop.mend_portal", pass_context=False)
def mend_portal(timestamp: int) -> None:
    """Take up again what a dead worker left: messages that hang in sending, those whose job got lost."""
    for dossier_id in take_up(PortalMessage, "dossier", timezone.now(), MOST):
        send_dossier.defer(dossier_id=dossier_id)
    for part_id in take_up(LinkedMessage, "part", timezone.now(), MOST):
        send_part.defer(part_id=part_id)


@app.periodic(cron="30 * * * *")
@app.task(
    name="onestop.reconcile_yesterday",
    queue="slow",
    queueing_lock="onestop.reconcile_yesterday",
    pass_context=False,
)
def reconcile_yesterday(timestamp: int) -> None:
    """Each account once, from seven in the morning on; where the bank is silent the next hour tries again."""
    here = timezone.now().astimezone(clock.HANOI)
    if here.hour < EARLIEST_HOUR:
        return
    day = here.date() - timedelta(days=1)
    done = Reconciliation.objects.filter(day=day).values("account")
    waiting = CollectionAccount.objects.filter(valid__contains=day).exclude(pk__in=done)
    for account in waiting.select_related("agency").order_by("pk"):
        try:
            lines = statement(account.number, day)
        except (BankSilent, BankRefused):
            continue
        reconcile_day(account=account, day=day, lines=lines, by=SYSTEM, now=clock.now())


@app.task(name="onestop.migrate", queue="slow", pass_context=False)
def carry_out_migration(
    migration_id: int, user_id: int | None, post_id: int | None, agency_id: int | None
) -> None:
    """Bring the dossiers of an order over, for the administrator who gave it; run again, it goes on."""
    # The view checked the role; the job acts in that administrator's name.
    by = Actor(user_id=user_id, post_id=post_id, agency_id=agency_id, roles=frozenset({Administrator.code}))
    migration = DossierMigration.objects.select_related("target__procedure").get(pk=migration_id)
    carry_out(migration=migration, by=by, now=clock.now())


@app.task(name="onestop.compare_national_copy", queue="slow", pass_context=False)
def compare_national_copy(import_id: int) -> None:
    """Compare a copy of the national database with the catalogue; what is wrong with it stands on its page."""
    carry_out_comparison(import_id, now=clock.now())


@app.task(name="onestop.apply_national_changes", queue="slow", pass_context=False)
def apply_approved_changes(
    approval_id: int, user_id: int | None, post_id: int | None, agency_id: int | None
) -> None:
    """Let approved changes of a copy hold, for the administrator who approved them; run again, it goes on."""
    known = Actor(
        user_id=user_id, post_id=post_id, agency_id=agency_id, roles=frozenset({Administrator.code})
    )
    carry_out_approval(approval_id, by=known if user_id else SYSTEM, now=clock.now())


@app.periodic(cron="40 17 * * *")  # 00:40 in Hà Nội: schedules count in UTC
@app.task(name="onestop.retain", queue="slow", queueing_lock="onestop.retain", pass_context=False)
def retain(timestamp: int) -> None:
    """Every night: count what is over its time and tell the agency's clerk; erase only where the rules say so."""
    now = clock.now()
    tell_due(now=now)
    if automatic(now.astimezone(clock.HANOI).date()):
        for due in list(due_dossiers(now)):
            erase_dossier(due=due, by=SYSTEM, now=now)


@app.periodic(cron="*/20 * * * *")
@app.task(
    name="onestop.keep_appointments",
    queue="fast",
    queueing_lock="onestop.keep_appointments",
    pass_context=False,
)
def keep_appointments(timestamp: int) -> None:
    """Leave desks that are no more, remind of bookings that come, close those of days that are over, forget who came long ago."""
    now = clock.now()
    leave_ended_desks(now=now)
    remind_appointments(now=now)
    miss_yesterday(now=now)
    forget_visits(now=now)


@app.periodic(cron="10 18 * * *")  # 01:10 in Hà Nội: schedules count in UTC
@app.task(
    name="onestop.end_recordings",
    queue="fast",
    queueing_lock="onestop.end_recordings",
    pass_context=False,
)
def withdraw_ended_recordings(timestamp: int) -> None:
    """Recordings whose speaker's consent has ended go with their bytes."""
    end_recordings(now=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="onestop.close_companies", queue="fast", pass_context=False)
def close_companies(timestamp: int) -> None:
    """Rights to a company's account end with their last day; pages refuse them from midnight on, this closes the seats."""
    close_overdue(now=clock.now())


@app.periodic(cron="20 18 * * *")  # 01:20 in Hà Nội: schedules count in UTC
@app.task(name="onestop.forget_companies", queue="fast", pass_context=False)
def forget_old_companies(timestamp: int) -> None:
    """Every night: rows that were long enough here go, representatives sit in what came by import."""
    now = clock.now()
    renew_seats(now=now)
    forget_companies(now=now)
