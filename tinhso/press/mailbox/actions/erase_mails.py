from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import erase_file
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import SYSTEM
from tinhso.lib.dates import local
from tinhso.press.mailbox.events import PressMailErased
from tinhso.press.models import PressMail, PressMailFile

UNDECIDED = "Hết thời hạn giữ mà chưa có cán bộ nào nhận."
MOST = 500  # of one night; the next one goes on


@transaction.atomic
def erase_mails(*, by: Actor, now: datetime) -> int:
    """Address, words and files of messages go the days of the rule after their question ended, or after they were put aside, or after they
    came where nobody decided: these count as put aside. How many messages it was."""
    days = rule_or("press.journalist_days", None, on=local(now).date())
    if days is None:
        return 0
    ended = PressMail.objects.of_ended(now - timedelta(days=days)).order_by("pk")
    rows = list(ended.select_for_update(of=("self",))[:MOST])  # in the order of `dismiss_mail`
    for one in PressMailFile.objects.filter(mail__in=rows).select_related("file"):
        file = one.file
        one.delete()
        erase_file(file, by=SYSTEM, now=now)
    chosen = PressMail.objects.filter(pk__in=[one.pk for one in rows])
    chosen.filter(outcome="").update(outcome="dismissed", reason=UNDECIDED, decided_at=now)
    chosen.update(address="", subject="", text="", left_out=[], erased_at=now)
    if rows:
        record(PressMailErased(mails=len(rows)), by=by, at=now)
    return len(rows)
