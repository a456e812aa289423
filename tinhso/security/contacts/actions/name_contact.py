from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.contacts.events import SecurityContactNamed
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.models import SecurityContact
from tinhso.security.pages.codes import code_of, lock_code


@transaction.atomic
def name_contact(
    *,
    agency: Agency,
    part: str,
    full_name: str,
    title: str,
    phone: str,
    email: str,
    starts: date,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> SecurityContact:
    """Say whom to call at the agency; the same form sent twice is one contact.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_answer_for(agency.pk, by, on=today)
    code = code_of(client_key, by.user_id)
    lock_code(code)
    if before := SecurityContact.objects.filter(code=code).first():
        return before
    if starts > today:
        raise EntryRefused("starts", "Ngày bắt đầu không sau hôm nay.")
    contact = SecurityContact.objects.create(
        code=code,
        agency=agency,
        part=part,
        full_name=full_name,
        title=title,
        phone=phone,
        email=email,
        starts=starts,
    )
    event = SecurityContactNamed(contact_id=contact.pk, agency_id=agency.pk, part=Code(part), starts=starts)
    record(event, by=by, at=now)
    return contact
