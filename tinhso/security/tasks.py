"""Jobs of cybersecurity, by night."""

from collections.abc import Callable
from datetime import datetime

from procrastinate.contrib.django import app

from tinhso.kernel.site import clock
from tinhso.security.advisories.digest import send_digests
from tinhso.security.bills.retention import forget_bills
from tinhso.security.collecting.inbox import collect
from tinhso.security.contacts.retention import forget_contacts
from tinhso.security.detection.execution import refuse_lost_runs, run_received_events
from tinhso.security.detection.retention import forget_hits
from tinhso.security.findings.expiry import end_expired
from tinhso.security.findings.exploitation import reorder_findings
from tinhso.security.hunting.hunts import hunt_stored_logs
from tinhso.security.hunting.reviewing import review_log, review_lost_logs
from tinhso.security.incidents.notices import remind_of_reports
from tinhso.security.incidents.upkeep import forget_evidence
from tinhso.security.intake.reading import read_received_report, refuse_lost_reports
from tinhso.security.intake.retention import forget_reports
from tinhso.security.intelligence.reading import fetch_due, read_received_list, refuse_lost_lists
from tinhso.security.intelligence.retention import forget_indicators, forget_lists
from tinhso.security.network_logs.retention import forget_logs
from tinhso.security.network_logs.seen_domains import forget_domains
from tinhso.security.support.upkeep import close_silent, forget_files
from tinhso.security.vex.meeting import meet_statements


def until_none(forget: Callable[[datetime], int]) -> None:
    """So many at a time, until none of that day is left."""
    now = clock.now()
    while forget(now):
        pass


@app.periodic(cron="40 19 * * *")  # 02:40 in Hà Nội: schedules count in UTC
@app.task(name="security.forget_contacts", queue="slow", queueing_lock="security.forget_contacts")
def forget_ended_contacts(timestamp: int) -> None:
    """Contacts that ended longer ago than the rule says."""
    forget_contacts(clock.now())


@app.task(name="security.read_report", queue="slow", pass_context=False)
def read_report(import_id: int) -> None:
    """A scanner's report that was received: read it, and write what it says."""
    read_received_report(import_id, clock.now())


@app.periodic(cron="10 17 * * *")  # 00:10 in Hà Nội: a decision ends with the day before
@app.task(name="security.end_decisions", queue="slow", queueing_lock="security.end_decisions")
def end_expired_decisions(timestamp: int) -> None:
    """Decisions over findings whose day has come: what they lay over is open anew; VEX statements that begin or end are met."""
    end_expired(clock.now())
    until_none(lambda now: meet_statements(now).number)


@app.task(name="security.meet_statements", queue="slow", pass_context=False)
def meet_vex_statements() -> None:
    """A VEX statement was made or ended, or a report showed weak packages: which findings it takes out, which come back."""
    until_none(lambda now: meet_statements(now).number)


@app.periodic(cron="50 19 * * *")
@app.task(name="security.forget_reports", queue="slow", queueing_lock="security.forget_reports")
def forget_old_reports(timestamp: int) -> None:
    """Files of reports that were read longer ago than the rule says, and of those that a killed worker left half read."""
    refuse_lost_reports(clock.now())
    until_none(forget_reports)
    until_none(forget_bills)


@app.periodic(cron="20 18 * * *")  # 01:20 in Hà Nội
@app.task(name="security.close_silent", queue="slow", queueing_lock="security.close_silent")
def close_unconfirmed_incidents(timestamp: int) -> None:
    """Resolved incidents of shared software of which the reporter said nothing within the days of the rule."""
    close_silent(clock.now())


@app.periodic(cron="0 20 * * *")
@app.task(name="security.forget_support_files", queue="slow", queueing_lock="security.forget_support_files")
def forget_old_support_files(timestamp: int) -> None:
    """Files of incidents of shared software that ended longer ago than the rule says."""
    forget_files(clock.now())


@app.task(name="security.run_detection", queue="slow", pass_context=False)
def run_detection(run_id: int) -> None:
    """A file of events that was received: run the rules that are on over it, and write what they find."""
    run_received_events(run_id, clock.now())


@app.periodic(cron="30 20 * * *")
@app.task(name="security.forget_hits", queue="slow", queueing_lock="security.forget_hits")
def forget_old_hits(timestamp: int) -> None:
    """What rules found longer ago than the rule says; findings that were made of it stay. Runs of a killed worker are refused."""
    refuse_lost_runs(clock.now())
    until_none(forget_hits)


@app.task(name="security.review_log", queue="slow", pass_context=False)
def review_network_log(log_id: int) -> None:
    """A network log that was stored: what of it a person should look at."""
    review_log(log_id, clock.now())


@app.periodic(cron="0 18 * * *")  # 01:00 in Hà Nội
@app.task(name="security.hunt_logs", queue="slow", queueing_lock="security.hunt_logs")
def hunt_network_logs(timestamp: int) -> None:
    """Indicators that are new to a stored log, held against it; logs that a killed worker left unreviewed are reviewed."""
    try:
        hunt_stored_logs(clock.now())
    finally:
        review_lost_logs(clock.now())


@app.periodic(cron="10 20 * * *")
@app.task(name="security.forget_logs", queue="slow", queueing_lock="security.forget_logs")
def forget_network_logs(timestamp: int) -> None:
    """Rows and names of logs whose days are over, and digests of domains that no log held since."""
    until_none(forget_logs)
    until_none(forget_domains)


@app.task(name="security.read_list", queue="slow", pass_context=False)
def read_list(load_id: int) -> None:
    """A list of indicators that was received or is to be fetched: read it, and write what it says."""
    read_received_list(load_id, clock.now())


@app.task(name="security.order_findings", queue="slow", pass_context=False)
def order_findings() -> None:
    """A list of exploited weaknesses was read: findings with such a CVE come sooner."""
    reorder_findings(clock.now())


@app.periodic(cron="25 * * * *")
@app.task(name="security.fetch_due", queue="slow", queueing_lock="security.fetch_due")
def fetch_due_sources(timestamp: int) -> None:
    """Sources of indicators whose hours are over are fetched; lists that a killed worker left half read are refused."""
    refuse_lost_lists(clock.now())
    fetch_due(clock.now())


@app.periodic(cron="10 20 * * *")
@app.task(name="security.forget_lists", queue="slow", queueing_lock="security.forget_lists")
def forget_old_lists(timestamp: int) -> None:
    """Files of lists, and values that nobody lists any more, when the time of the rules is over."""
    until_none(forget_lists)
    until_none(forget_indicators)


@app.periodic(cron="15 0 * * *")  # 07:15 in Hà Nội: before the desks open
@app.task(name="security.send_digests", queue="fast", queueing_lock="security.send_digests")
def send_daily_digests(timestamp: int) -> None:
    """What waits for each agency, in one notice a day."""
    send_digests(clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="security.collect", queue="slow", queueing_lock="security.collect")
def collect_watched_folder(timestamp: int) -> None:
    """Reports, logs and events that tools laid into the watched folder."""
    collect(clock.now())


@app.periodic(cron="5,35 * * * *")
@app.task(name="security.remind_of_reports", queue="fast", queueing_lock="security.remind_of_reports")
def remind_of_incident_reports(timestamp: int) -> None:
    """Reports of cyber incidents that the law asks for and that fall due within hours, or are late."""
    remind_of_reports(clock.now())


@app.periodic(cron="20 20 * * *")
@app.task(name="security.forget_evidence", queue="slow", queueing_lock="security.forget_evidence")
def forget_old_evidence(timestamp: int) -> None:
    """Files of evidence of incidents that ended longer ago than the rule says, but those held for the law."""
    until_none(forget_evidence)
