"""Jobs of cybersecurity, by night."""

from procrastinate.contrib.django import app

from tinhso.kernel.site import clock
from tinhso.security.contacts.retention import forget_contacts
from tinhso.security.intake.reading import read_received_report


@app.periodic(cron="40 19 * * *")  # 02:40 in Hà Nội: schedules count in UTC
@app.task(name="security.forget_contacts", queue="slow", queueing_lock="security.forget_contacts")
def forget_ended_contacts(timestamp: int) -> None:
    """Contacts that ended longer ago than the rule says."""
    forget_contacts(clock.now())


@app.task(name="security.read_report", queue="slow", pass_context=False)
def read_report(import_id: int) -> None:
    """A scanner's report that was received: read it, and write what it says."""
    read_received_report(import_id, clock.now())
