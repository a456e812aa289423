from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.collecting.events import CollectorKeyMade
from tinhso.security.duties.permissions import check_can_answer_for, check_can_coordinate
from tinhso.security.models import CollectorKey
from tinhso.security.pages.refusals import SecurityForbidden

LASTS = timedelta(days=365)
MOST_KEYS = 20


@transaction.atomic
def make_key(
    *, agency: Agency, every_agency: bool, name: str, by: Actor, now: datetime
) -> tuple[CollectorKey, str]:
    """A key for a program that sends what scanners and sensors of the agency find, with its secret, which nobody can read again. One
    that speaks of every agency is a coordinator's.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_answer_for(agency.pk, by, on=today)
    if every_agency:
        check_can_coordinate(by, on=today)
    if by.user_id is None:
        raise SecurityForbidden("Khóa phải do một người tạo.")
    if not name.strip():
        raise EntryRefused("name", "Ghi tên công cụ dùng khóa này.")
    moment = timezone.now()  # a key lives by the real clock, whatever the legal day
    if CollectorKey.objects.valid(moment).filter(agency=agency).count() >= MOST_KEYS:
        raise EntryRefused("", "Cơ quan đã có nhiều khóa; hãy thu hồi bớt khóa không dùng.")
    secret = CollectorKey.new_secret()
    key = CollectorKey.objects.create(
        agency=agency,
        every_agency=every_agency,
        name=name.strip()[:100],
        digest=CollectorKey.digest_of(secret),
        tail=secret[-4:],
        made_by_id=by.user_id,
        made_at=moment,
        expires_at=moment + LASTS,
    )
    record(CollectorKeyMade(key_id=key.pk, agency_id=agency.pk, every_agency=every_agency), by=by, at=now)
    return key, secret
