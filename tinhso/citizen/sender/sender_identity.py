"""Whether whoever asks is the one that sent a report: by account, or because this browser sent it, answered a code
that went to the report's own phone (`ask_sender_code`) or came by its secret link (`own_link`)."""

from django.http import HttpRequest

from tinhso.citizen.models import Report
from tinhso.citizen.sender.browser_notes import sent_from
from tinhso.citizen.sender.phones import person_of
from tinhso.citizen.sender.secret_link import code_reaches
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for, has_account, stands_for


def is_own(request: HttpRequest, report: Report) -> bool:
    actor = actor_for(request)
    return sent_from(request, report.case.code) or stands_for(report.case.person_id, actor.person_id)


def sent_it_before(request: HttpRequest, report: Report, phone_token: str) -> bool:
    """Whether whoever sends the same client key again is the one that sent it first: the same account, the same
    confirmed phone. The key alone shows it only to a report of the app that no code could ever open: keys of messages
    and of clients are known to others."""
    if is_own(request, report):
        return True
    phone, person = report.reporter.phone, report.case.person
    if has_account(person):
        return False
    if code_reaches(phone):
        return person is not None and person_of(phone_token, phone) == person
    return report.channel == Report.Channel.APP


def sender_of(report: Report) -> Actor:
    """Whoever sent it, as an actor without an account: the log that the handling unit reads names nobody."""
    return Actor(person_id=report.case.person_id)
