"""The newest signature of each log goes to a time stamping authority, where one is configured, or several in order."""

import logging

from django.conf import settings

from tinhso.kernel.events.logs import LOGS
from tinhso.kernel.events.models import SealSignature, SealStamp
from tinhso.kernel.events.signatures.timestamps import NotStamped, ask_for_stamp

log = logging.getLogger("tinhso.seals")


def stamp_heads() -> int:
    """How many were stamped. The authorities are asked in their order, the next one where one fails, all of them again the
    next time: nothing waits for them but the stamp."""
    stamped = 0
    for name in LOGS if settings.TIMESTAMP_URLS else ():
        row = SealSignature.objects.filter(log=name).order_by("-pk").first()
        if row is None or row.stamps.exists():
            continue
        if not any(_stamp(row, url) for url in settings.TIMESTAMP_URLS):
            break
        stamped += 1
    return stamped


def _stamp(row: SealSignature, url: str) -> bool:
    try:
        token, stamp = ask_for_stamp(row.signature, url)
    except NotStamped as error:
        log.warning("the time stamping authority %s gave none: %s", url, str(error))
        return False
    made = SealStamp(signature=row, authority=url[:200], reply=token, stamped_at=stamp.stamped_at)
    SealStamp.objects.bulk_create([made], ignore_conflicts=True)
    return True
