"""Jobs of cybersecurity, by night."""

from procrastinate.contrib.django import app

from tinhso.kernel.site import clock
from tinhso.security.contacts.retention import forget_contacts


@app.periodic(cron="40 19 * * *")  # 02:40 in Hà Nội: schedules count in UTC
@app.task(name="security.forget_contacts", queue="slow", queueing_lock="security.forget_contacts")
def forget_ended_contacts(timestamp: int) -> None:
    """Contacts that ended longer ago than the rule says."""
    forget_contacts(clock.now())
