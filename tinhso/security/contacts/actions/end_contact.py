from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.contacts.events import SecurityContactEnded
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.models import SecurityContact


@transaction.atomic
def end_contact(*, contact: SecurityContact, ends: date, by: Actor, now: datetime) -> SecurityContact:
    """The contact is to be called no longer from that day on.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    row = SecurityContact.objects.select_for_update().get(pk=contact.pk)
    check_can_answer_for(row.agency_id, by, on=today)
    if row.ends:
        raise EntryRefused("", "Đầu mối này đã kết thúc.")
    if not row.starts <= ends <= today:
        raise EntryRefused("ends", "Ngày kết thúc từ ngày bắt đầu đến hôm nay.")
    row.ends = ends
    row.save(update_fields=["ends"])
    record(SecurityContactEnded(contact_id=row.pk, agency_id=row.agency_id, ends=ends), by=by, at=now)
    return row
