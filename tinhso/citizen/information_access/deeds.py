"""What the deeds on a request share: the agency's papers with their numbers, and telling the asker."""

from datetime import datetime

from django.urls import reverse

from tinhso.casework.public import Case, Conflict, check_can_act
from tinhso.citizen.information_access.route import ANSWER
from tinhso.citizen.models import InformationPaper, InformationRequest
from tinhso.kernel.events.public import Actor, next_number
from tinhso.kernel.notices.public import notify
from tinhso.lib.dates import local

TOPIC = "citizen.information"


class NotBeingAnswered(Conflict):
    """The request was not received yet, or waits for nothing but publication."""


class PaperMadeBefore(Exception):
    """This notice was written before; the law knows one."""


def check_is_being_answered(request: InformationRequest, by: Actor) -> None:
    """NotYourTurn, NotBeingAnswered."""
    check_can_act(request.case, by)
    if request.case.step != ANSWER:
        raise NotBeingAnswered(request.case_id)


def make_paper(request: InformationRequest, form: InformationPaper.Form, now: datetime) -> InformationPaper:
    """The next number of the agency's year; the page is drawn when somebody opens it. PaperMadeBefore."""
    if InformationPaper.objects.filter(request=request, form=form).exists():
        raise PaperMadeBefore(form)
    agency, year = request.case.agency, local(now).year
    return InformationPaper.objects.create(
        request=request,
        form=form,
        agency=agency,
        year=year,
        number=next_number(f"information:{agency.code}:{year}"),
        made_at=now,
    )


def tell_asker(case: Case, what: str, *, by: Actor, now: datetime) -> None:
    """A notice in the transaction of the deed; one a deed and version of the case. Who has no account is written to on paper."""
    if case.person is None or case.person.erased_at is not None:
        return
    notify(
        to=case.person,
        topic=TOPIC,
        template="citizen.information_request",
        params={"code": case.code, "what": what},
        now=now,
        key=f"information_{what}:{case.pk}:{case.ver}",
        case_id=case.pk,
        path=reverse("my_information_request", args=[case.code]),
        by=by,
    )
