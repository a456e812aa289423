from datetime import datetime

from django.db import IntegrityError, transaction

from tinhso.exchange.models import Member
from tinhso.exchange.registry.events import MemberEntered
from tinhso.exchange.registry.permissions import check_can_keep_registry
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def enter_member(
    *,
    member_class: str,
    code: str,
    name: str,
    agency: Agency | None,
    tax_code: str,
    contact_email: str,
    contact_phone: str,
    by: Actor,
    now: datetime,
) -> Member:
    """An agency or a company becomes a member, by the agency that runs the platform.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_keep_registry(by, now.date())
    if member_class == Member.Class.GOV and agency is None:
        raise EntryRefused("agency", "Chọn cơ quan của thành viên.")
    if member_class != Member.Class.GOV and not (agency or tax_code.strip()):
        raise EntryRefused("tax_code", "Ghi mã số thuế của doanh nghiệp, tổ chức.")
    given = {"tax_code": tax_code.strip(), "contact_email": contact_email, "contact_phone": contact_phone}
    try:
        with transaction.atomic():
            found = Member.objects.create(
                member_class=member_class, code=code, name=name, agency=agency, joined_at=now, **given
            )
    except IntegrityError as error:
        raise EntryRefused("code", "Mã này hoặc cơ quan này đã là thành viên.") from error
    record(MemberEntered(member_id=found.pk), by=by, at=now)
    return found
