"""A company of the demo (mô phỏng): Dũng represents it, An acts for it now, somebody else did until lately."""

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from tinhso.kernel.people.public import Actor, Person, User, actor_of
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.public import (
    Applicant,
    CertificatePaper,
    OfferedTerms,
    answer_company_delegation,
    end_company_delegation,
    offer_company_delegation,
    record_representative,
)

NUMBER, NAME = "2809999901", "Công ty TNHH Chuyển phát Sông Mã (mô phỏng)"
PAPER = "GCN số 2809999901, ngày 01/02/2020, Phòng Đăng ký kinh doanh (mô phỏng)"
FORMER = Applicant(Person.Kind.CITIZEN, "038185099901", "Lò Thị Hạnh")
RECORDED, BEGUN, WITHDRAWN = timedelta(days=60), timedelta(days=45), timedelta(days=20)
REST = timedelta(days=120)


def create_company(*, now: datetime) -> None:
    """By real deeds at their days; a second time changes nothing."""
    if Person.objects.filter(id_number=NUMBER).exists():
        return
    today = now.astimezone(HANOI).date()
    desk, dung, an = (actor_of(User.objects.get(username=name), on=today) for name in ("binh", "dung", "an"))
    representative = record_representative(
        number=NUMBER,
        name=NAME,
        person=applicant_of(dung),
        certificate=CertificatePaper(PAPER, "Giám đốc", date(2020, 2, 1)),
        by=desk,
        now=now - RECORDED,
    )
    for employee, account in ((applicant_of(an), an), (FORMER, None)):
        at = now - BEGUN
        first = at.astimezone(HANOI).date()
        offered = offer_company_delegation(
            representative=representative,
            employee=employee,
            terms=OfferedTerms(first, today + REST),
            client_key=uuid5(NAMESPACE_URL, f"{NUMBER}/{employee.id_number}"),
            by=dung,
            now=at,
        )
        by = account or Actor(person_id=offered.employee_id)
        answer_company_delegation(delegation=offered, accepts=True, by=by, now=at + timedelta(hours=1))
        if employee is FORMER:
            end_company_delegation(delegation=offered, by=dung, now=now - WITHDRAWN)


def applicant_of(by: Actor) -> Applicant:
    person = Person.objects.get(pk=by.person_id or 0)
    return Applicant(Person.Kind.CITIZEN, person.id_number, person.full_name)
