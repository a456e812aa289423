from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.dates import vn_date
from tinhso.onestop.companies.events import CompanyDelegationOffered
from tinhso.onestop.companies.limits import longest_days, most_open
from tinhso.onestop.companies.notices import tell_delegation
from tinhso.onestop.companies.permissions import check_can_represent
from tinhso.onestop.companies.standing import named_in
from tinhso.onestop.companies.terms import OfferedTerms
from tinhso.onestop.dossier.applicants import Applicant, ForOneself, named_person
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative, Procedure

MOST_PROCEDURES = 30


class DelegationRefused(ValueError):
    """Its days, its procedures or their number are not allowed; `field` is the box of the form, the message is for the screen."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def offer_company_delegation(
    *,
    representative: CompanyRepresentative,
    employee: Applicant,
    terms: OfferedTerms,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> CompanyDelegation:
    """The representative offers an employee to use the company's account; it gives nothing until they accept. What is typed binds
    nobody and is answered the same, whoever is known by it.

    The same client key gives the same offer. Raises: NotYourTurn, ForOneself, DelegationRefused.
    """
    today = now.astimezone(HANOI).date()
    rows = CompanyRepresentative.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.get(pk=representative.pk)
    check_can_represent(row, by, today)
    sent = CompanyDelegation.objects.filter(client_key=client_key, representative=row).first()
    if sent is not None:
        return sent
    _check_terms(row, terms, today)
    if employee.id_number == row.person.id_number:
        raise ForOneself(row.pk)
    delegation = CompanyDelegation.objects.create(
        representative=row,
        employee=named_person(employee),
        employee_number=employee.id_number,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        procedures=sorted(set(terms.procedures)),
        client_key=client_key,
        offered_at=now,
    )
    event = CompanyDelegationOffered(
        delegation_id=delegation.pk,
        representative_id=row.pk,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        procedures=len(delegation.procedures),
    )
    record(event, by=by, at=now)
    if known := named_in(delegation):
        tell_delegation(delegation, delegation.state, now, to=known)
    return delegation


def _check_terms(row: CompanyRepresentative, terms: OfferedTerms, today: date) -> None:
    if terms.starts_on < today:
        raise DelegationRefused("starts_on", "Ngày bắt đầu từ hôm nay trở đi.")
    if terms.starts_on > today + timedelta(days=longest_days(today)):
        raise DelegationRefused("starts_on", "Ngày bắt đầu còn quá xa.")
    if terms.ends_on < terms.starts_on:
        raise DelegationRefused("ends_on", "Ngày kết thúc không trước ngày bắt đầu.")
    most = longest_days(today)
    if (terms.ends_on - terms.starts_on).days + 1 > most:
        raise DelegationRefused(
            "ends_on", f"Mỗi lần ủy quyền dài tối đa {most} ngày; hết hạn thì ủy quyền lại."
        )
    if row.ends_on is not None and terms.ends_on > row.ends_on:
        words = f"Ông/bà là người đại diện đến ngày {vn_date(row.ends_on)}; không ủy quyền quá ngày đó."
        raise DelegationRefused("ends_on", words)
    if CompanyDelegation.objects.open().filter(representative=row).count() >= most_open(today):
        raise DelegationRefused("", "Đã có quá nhiều ủy quyền chưa kết thúc. Rút bớt rồi ủy quyền tiếp.")
    _check_procedures(terms.procedures, today)


def _check_procedures(codes: Sequence[str], today: date) -> None:
    if len(set(codes)) > MOST_PROCEDURES:
        raise DelegationRefused("procedures", f"Nêu tối đa {MOST_PROCEDURES} thủ tục.")
    known = set(Procedure.objects.on(today).filter(code__in=codes).values_list("code", flat=True))
    if unknown := sorted(set(codes) - known):
        raise DelegationRefused("procedures", f"Không có thủ tục mang mã {', '.join(unknown[:3])}.")
