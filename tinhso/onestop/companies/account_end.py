"""What goes with the account of somebody who represented a company or used one's account."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.public import FINAL, State
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.public import Person, User, WayOut
from tinhso.onestop.companies.actions.end_company_delegation import close_delegation
from tinhso.onestop.companies.actions.end_representative import end_representative
from tinhso.onestop.companies.standing import offers_to
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative, Consent


def end_for_company(user: User, now: datetime) -> None:
    """Rights and seats end before anything else of the account, so that no draft of a company is thrown away with it."""
    if user.person is None:
        return
    account = CompanyDelegation.Because.ACCOUNT
    lent = CompanyDelegation.objects.open().filter(employee=user.person_id).order_by("pk")
    for delegation in [*lent, *offers_to(user.person)]:
        close_delegation(delegation, account, SYSTEM, now)
    closed = CompanyRepresentative.Because.ACCOUNT
    for one in CompanyRepresentative.objects.standing().filter(person=user.person_id).order_by("pk"):
        end_representative(representative=one, because=closed, by=SYSTEM, now=now)


def filed_for_company(person: Person) -> bool:
    """The name of who filed a company's dossier stays as long as the dossier. One query."""
    lent = Consent.objects.filter(delegation__employee=person)
    represented = Consent.objects.filter(representative__person=person)
    return lent.exists() or represented.exists()


def way_out(person: Person) -> WayOut | None:
    """A company's dossiers that are under way keep the account open as long as the person sits in them; with the right to the
    company's account they stay with the company. One query."""
    lent = Q(delegation__employee=person) | Q(representative__person=person)
    under_way = Consent.objects.filter(lent, dossier__case__submitter=person)
    n = under_way.exclude(dossier__case__state__in=[*FINAL, State.DRAFT]).count()
    if not n:
        return None
    words = _(
        "%(n)s hồ sơ trong số này ông/bà nộp thay doanh nghiệp, không phải chờ kết quả: thôi thay mặt, hoặc thôi đại diện, thì hồ sơ ở lại với doanh nghiệp và tài khoản đóng được."
    )
    return WayOut(words % {"n": n}, _("Doanh nghiệp của tôi"), reverse("my_companies"))
