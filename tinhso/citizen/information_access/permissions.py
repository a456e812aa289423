"""Who may enter what came on paper, who learns who wants to know, and who fills the list of what must be public."""

from django.core.exceptions import PermissionDenied

from tinhso.casework.public import NotYourTurn
from tinhso.citizen.models import InformationRequest
from tinhso.kernel.people.public import Actor, Agency, Person
from tinhso.kernel.people.roles import Clerk, Examiner, Head

STAFF = (Examiner, Clerk, Head)


class NotOfTheAgency(PermissionDenied):
    """Only officers of the agency that the law obliges to do this."""


def can_enter_request(by: Actor, agency: Agency) -> bool:
    """An examiner, clerk or head for what came to the agency by mail, post or at its counter."""
    return by.agency_id == agency.pk and any(by.holds(role) for role in STAFF)


def check_can_enter_request(by: Actor, agency: Agency) -> None:
    if not (by.system or can_enter_request(by, agency)):
        raise NotYourTurn


def check_can_send(
    person: Person | None, agency: Agency, channel: InformationRequest.Channel, by: Actor
) -> None:
    """The person for themselves by page; an officer of the agency for what came otherwise, without an account."""
    by_page = channel == InformationRequest.Channel.PAGE
    for_oneself = person is not None and by.person_id == person.pk and by_page
    on_paper = person is None and not by_page and can_enter_request(by, agency)
    if not (by.system or for_oneself or on_paper):
        raise NotYourTurn


def can_read_asker(request: InformationRequest, by: Actor) -> bool:
    """The agency that has it now; one that handed it on reads what is wanted, and no longer by whom."""
    return by.is_officer and by.agency_id == request.case.agency_id


def can_fill_list(by: Actor) -> bool:
    """An examiner, clerk or head, for the own agency."""
    return by.agency_id is not None and any(by.holds(role) for role in STAFF)


def check_can_fill_list(by: Actor) -> tuple[int, int]:
    """Account and agency of who may; NotOfTheAgency."""
    if by.user_id is None or by.agency_id is None or not can_fill_list(by):
        raise NotOfTheAgency("Chỉ chuyên viên, văn thư, lãnh đạo của cơ quan cập nhật danh mục.")
    return by.user_id, by.agency_id
