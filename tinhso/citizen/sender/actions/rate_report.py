from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NotFinished, rate_case
from tinhso.citizen.models import Report, Reporter
from tinhso.citizen.reports.content import Contact
from tinhso.citizen.reports.sender_words import known_person, sender_words
from tinhso.kernel.events.public import Actor
from tinhso.kernel.moderation.public import flags_of, masked

LONGEST = 1000


class RatingRefused(ValueError):
    """The words are too long; the message is a whole sentence."""


@transaction.atomic
def rate_report(*, report: Report, ver: int, stars: int, text: str, by: Actor, now: datetime) -> None:
    """Whoever reported says how good the answer is, 1 to 5, perhaps in words, which the desk lets through before
    others read them. Raises: NotYourTurn, Stale, RatingRefused; NotFinished, also where it went on with
    another report.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise RatingRefused(f"Góp ý dài {len(text)} ký tự; rút gọn còn tối đa {LONGEST} ký tự.")
    if report.merged_into_id is not None:
        raise NotFinished(report.case_id)
    rate_case(case=report.case, ver=ver, stars=stars, by=by, now=now)
    who = Reporter.objects.get(report=report)
    person = report.case.person
    known = known_person(person, report.case_id, page="rate_report", at=now) if person else None
    own_words = sender_words(known, Contact(who.name, who.phone, who.email))
    report.rating_text = masked(text, own_words)
    report.rating_flags = flags_of(text, sender_words=own_words) if text else []
    report.rating_state = Report.RatingState.PENDING if text else ""
    report.save(update_fields=["rating_text", "rating_flags", "rating_state"])
