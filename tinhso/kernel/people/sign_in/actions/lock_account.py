from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.models import User
from tinhso.kernel.people.sign_in.events import AccountLocked


@transaction.atomic
def count_wrong_password(user: User, *, real_now: datetime, now: datetime) -> bool:
    """One more wrong password; locks the account when there were too many. True if it is locked now.

    `real_now` is the technical clock that the lock runs on, `now` the legal moment of the event. How many and how
    long are the rules security.failures_before_lock (5) and security.lock_minutes (15).
    """
    User.objects.filter(pk=user.pk).update(failed_sign_ins=F("failed_sign_ins") + 1)
    account = User.objects.select_for_update().get(pk=user.pk)
    if account.failed_sign_ins < int(rule_or("security.failures_before_lock", 5, on=now.date())):
        return False
    minutes = int(rule_or("security.lock_minutes", 15, on=now.date()))
    account.locked_until = real_now + timedelta(minutes=minutes)
    failures, account.failed_sign_ins = account.failed_sign_ins, 0
    account.save(update_fields=["locked_until", "failed_sign_ins"])
    event = AccountLocked(user=account.pk, failures=failures, until=account.locked_until)
    record(event, by=SYSTEM, at=now)
    return True
