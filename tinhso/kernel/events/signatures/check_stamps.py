"""What time stamping authorities prove of signatures that hold."""

from collections.abc import Collection
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.events.models import Seal, SealStamp
from tinhso.kernel.events.signatures.timestamps import read_stamp

MOST = 2000
LEEWAY = timedelta(minutes=5)
"""How far the clock of an authority may be ahead of ours: a stamp from a time that has not come proves nothing."""


def check_stamps(trusted: Collection[str], wrong: list[str], stamp_words: list[str]) -> None:
    """The newest stamps, at most `MOST`: one that is not of its signature is wrong; how many hold is told."""
    rows = SealStamp.objects.filter(signature__public__in=trusted).select_related("signature")
    intact = unknown = 0
    newest = ""
    for row in rows.order_by("-pk")[:MOST]:
        stamp = read_stamp(bytes(row.reply), row.signature.signature)
        ahead = stamp is not None and stamp.stamped_at > timezone.now() + LEEWAY
        if stamp is None or ahead or not stamp.intact or stamp.stamped_at != row.stamped_at:
            values = {"log": Seal.Log(row.signature.log).label, "n": row.signature.number}
            wrong.append(_("%(log)s: dấu thời gian của niêm phong số %(n)s không đúng") % values)
            continue
        intact, unknown = intact + 1, unknown + (not stamp.trusted)
        newest = newest or f"{timezone.localtime(stamp.stamped_at):%d/%m/%Y %H:%M}"
    if intact:
        stamp_words.append(
            _("%(n)s dấu thời gian (RFC 3161) khớp với chữ ký, gần nhất lúc %(at)s")
            % {"n": intact, "at": newest}
        )
    if unknown:
        stamp_words.append(
            _(
                "%(n)s dấu thời gian do cơ quan chưa được tin cậy cấp: đặt chứng thư gốc ở TINHSO_TIMESTAMP_ROOTS"
            )
            % {"n": unknown}
        )
