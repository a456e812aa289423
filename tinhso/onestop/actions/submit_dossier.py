from datetime import datetime
from decimal import Decimal

from django.db import transaction

from tinhso.casework.public import Case, Stale, State, check_can_hand_in, submit_case
from tinhso.kernel.events.public import Actor, next_number
from tinhso.kernel.law.public import rule
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.lib.forms import FieldError, validate_answers
from tinhso.lib.time_limit import TimeLimit, Unit
from tinhso.onestop.actions.ask_fee import ask_fee
from tinhso.onestop.consents import check_consent
from tinhso.onestop.models import Dossier
from tinhso.onestop.papers import Paper, missing_papers


class Incomplete(Exception):
    """Answers or papers are missing; `errors` and `papers` say which. Nothing was handed in and nothing is lost."""

    def __init__(self, errors: list[FieldError], papers: list[Paper]) -> None:
        super().__init__(len(errors), len(papers))
        self.errors, self.papers = errors, papers


@transaction.atomic
def submit_dossier(*, dossier: Dossier, by: Actor, now: datetime) -> str:
    """Hand the draft in and return its lasting code. Sent twice, the second gets the code of the first.

    Incomplete, NoConsent, NotYourTurn. The number of the day is taken last, so that nobody waits for it long.
    """
    locked = Case.objects.select_for_update(of=("self",)).select_related("agency", "desk")
    case = locked.get(pk=dossier.case_id)
    check_can_hand_in(case, by)
    if case.state != State.DRAFT:
        return case.code
    if not Dossier.objects.filter(pk=dossier.pk, version=dossier.version_id).exists():
        raise Stale(case.pk)  # migrated while the page was open: other questions are asked now
    check_complete(dossier, now)
    check_consent(dossier, by)
    hours = rule("desk.reply_hours", on=now.date())
    submit_case(
        case=case,
        ver=case.ver,
        code=dossier_code(case, now),
        reply=TimeLimit(Decimal(hours), Unit.HOUR, "Trả lời hồ sơ trực tuyến"),
        reply_role=DeskOfficer.code,
        by=by,
        now=now,
    )
    dossier.case = case
    ask_fee(dossier=dossier, by=by, now=now)
    return case.code


def check_complete(dossier: Dossier, now: datetime) -> None:
    errors = validate_answers(dossier.version.definition, dossier.answers, on=now.date())
    missing = missing_papers(dossier)
    if errors or missing:
        raise Incomplete(errors, missing)


def dossier_code(case: Case, now: datetime) -> str:
    """`<mã định danh>-YYMMDD-XXXX` (TT 01/2018 Đ19), numbered by receiving desk and day without gaps."""
    seat = case.desk or case.agency
    ident = seat.old_ident_code or seat.ident_code
    day = f"{now:%y%m%d}"
    return f"{ident}-{day}-{next_number(f'dossier:{ident}:{day}'):04}"
