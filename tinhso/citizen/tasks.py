"""Jobs of the citizen's app: drafts that nobody finishes, reports that are late, what is over its time."""

from procrastinate.contrib.django import app

from tinhso.citizen.alerts.actions.relay_bulletins import relay_bulletins
from tinhso.citizen.alerts.approvers import remind_approvers as remind_those_who_approve
from tinhso.citizen.alerts.audience import tell_batch
from tinhso.citizen.alerts.weather import connected
from tinhso.citizen.complaints.actions.move_out_denunciation import forget_denouncers
from tinhso.citizen.desk.actions.escalate_late import escalate_late
from tinhso.citizen.intake.actions.discard_report_draft import purge_drafts
from tinhso.citizen.models import Alert, PendingRequest, SenderCheck
from tinhso.citizen.open311.actions.fetch_media import take_media
from tinhso.citizen.reception.actions.forget_visitors import forget_visitors
from tinhso.citizen.reception.actions.move_day import move_off_holidays
from tinhso.citizen.reception.actions.remind_visitors import remind_visitors
from tinhso.citizen.reception.planning import plan_all
from tinhso.citizen.retention.actions.erase_record import erase_record
from tinhso.citizen.retention.actions.forget_sender import forget_left_reporters
from tinhso.citizen.retention.actions.tell_over_time import tell_over_time
from tinhso.citizen.retention.retention import due_records, erases_by_itself
from tinhso.citizen.sender.actions.purge_phone_checks import purge_phone_checks
from tinhso.citizen.sender.actions.send_sender_code import send_sender_code as send_code_to
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock


@app.periodic(cron="20 3 * * *")
@app.task(name="citizen.purge_drafts", queue="slow", queueing_lock="citizen.purge_drafts", pass_context=False)
def purge(timestamp: int) -> None:
    """Throw away drafts that nobody touched for a month, codes whose time is over, and reporters whose account was closed."""
    now = clock.now()
    purge_drafts(now=now)
    purge_phone_checks(now=now)
    forget_left_reporters(now=now)
    forget_denouncers(now=now)


@app.periodic(cron="15 * * * *")
@app.task(name="citizen.escalate", queue="fast", queueing_lock="citizen.escalate", pass_context=False)
def escalate(timestamp: int) -> None:
    """Tell heads and leaders of reports that are late."""
    escalate_late(now=clock.now())


@app.task(name="citizen.fetch_media", queue="slow", pass_context=False)
def fetch_media(token: str) -> None:
    """The picture of a request of Open311, then its report."""
    pending = PendingRequest.objects.select_related("api_key").filter(pk=token).first()
    if pending is not None and pending.body:
        take_media(pending=pending, now=clock.now())


@app.task(name="citizen.send_sender_code", queue="fast", pass_context=False)
def send_sender_code(check_id: str) -> None:
    """The code to the phone of a report, if the phone that was typed is the one it holds."""
    check = SenderCheck.objects.filter(pk=check_id).first()
    if check is not None:
        send_code_to(check=check, now=clock.now())


@app.task(name="citizen.tell_alert", queue="slow", pass_context=False)
def tell_alert(alert_id: int, after: int) -> None:
    """Tell the next accounts of an alert that is still in force, then defer the rest."""
    now = clock.now()
    alert = Alert.objects.in_force(now).filter(pk=alert_id).first()
    last = tell_batch(alert, after, now=now) if alert else None
    if last is not None:
        tell_alert.defer(alert_id=alert_id, after=last)


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="citizen.relay_weather", queue="fast", queueing_lock="citizen.relay_weather", pass_context=False
)
def relay_weather(timestamp: int) -> None:
    """Ask the weather service for the bulletins of the last day and relay those that are new."""
    if connected():
        relay_bulletins(now=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="citizen.remind_approvers",
    queue="fast",
    queueing_lock="citizen.remind_approvers",
    pass_context=False,
)
def remind_approvers(timestamp: int) -> None:
    """Officers who may let a waiting alert out are told again, by the rule `alert.remind`."""
    remind_those_who_approve(now=clock.now())


@app.periodic(cron="25 * * * *")
@app.task(
    name="citizen.attend_receptions",
    queue="fast",
    queueing_lock="citizen.attend_receptions",
    pass_context=False,
)
def attend_receptions(timestamp: int) -> None:
    """Plan the days ahead, move those that became days off, remind who booked, forget who came long ago."""
    now = clock.now()
    plan_all(now=now)
    move_off_holidays(now=now)
    remind_visitors(now=now)
    forget_visitors(now=now)


@app.periodic(cron="50 17 * * *")  # 00:50 in Hà Nội: schedules count in UTC
@app.task(name="citizen.retain", queue="slow", queueing_lock="citizen.retain", pass_context=False)
def retain(timestamp: int) -> None:
    """Every night: erase what is over its time where the rules say so, else tell the heads of the desk's agency of it."""
    now = clock.now()
    if not erases_by_itself(now.astimezone(clock.HANOI).date()):
        tell_over_time(now=now)
        return
    for due in list(due_records(now)):
        erase_record(due=due, by=SYSTEM, now=now)
