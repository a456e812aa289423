"""Whether whoever asks is the one that sent a report: by account, by this browser, or by the whole phone number."""

import hmac

from django.http import HttpRequest

from tinhso.citizen.drafts import remember_sent, sent_from
from tinhso.citizen.models import Report, Reporter
from tinhso.citizen.phones import plain_phone
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for, stands_for
from tinhso.kernel.site.rate_limit import allow

TRIES = 10  # of one report in a day: ten digits are not guessed, and codes are public


def is_own(request: HttpRequest, report: Report) -> bool:
    actor = actor_for(request)
    return sent_from(request, report.case.code) or stands_for(report.case.person_id, actor.person_id)


def sender_of(report: Report) -> Actor:
    """Whoever sent it, as an actor without an account: the log that the handling unit reads names nobody."""
    return Actor(person_id=report.case.person_id)


def prove(request: HttpRequest, report: Report, phone: str) -> bool:
    """The phone number that was given with the report opens it in this browser. Counts every try."""
    if not allow("report_own", report.case.code, TRIES, 24 * 3600):
        return False
    known = Reporter.objects.filter(report=report).values_list("phone", flat=True).first() or ""
    typed = plain_phone(phone[:40])
    if not typed or not hmac.compare_digest(typed.encode(), known.encode()):
        return False
    remember_sent(request, report.case.code)
    return True
