"""The newest signature of each log goes to the time stamping authority, where one is configured."""

import logging

from django.conf import settings

from tinhso.kernel.events.logs import LOGS
from tinhso.kernel.events.models import SealSignature, SealStamp
from tinhso.kernel.events.signatures.timestamps import NotStamped, ask_for_stamp

log = logging.getLogger("tinhso.seals")


def stamp_heads() -> int:
    """How many were stamped. An authority that fails is told in the log and asked again the next time."""
    stamped = 0
    for name in LOGS if settings.TIMESTAMP_URL else ():
        row = SealSignature.objects.filter(log=name).order_by("-pk").first()
        if row is None or row.stamps.filter(authority=settings.TIMESTAMP_URL).exists():
            continue
        try:
            stamped += _stamp(row, settings.TIMESTAMP_URL)
        except NotStamped as error:
            log.warning("the time stamping authority gave none: %s", str(error))
            break
    return stamped


def _stamp(row: SealSignature, url: str) -> bool:
    token, stamp = ask_for_stamp(row.signature, url)
    made = SealStamp(signature=row, authority=url[:200], reply=token, stamped_at=stamp.stamped_at)
    SealStamp.objects.bulk_create([made], ignore_conflicts=True)
    return True
