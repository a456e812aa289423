from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from tinhso.casework.public import Case, Stale, check_can_hand_in, submit_case
from tinhso.kernel.events.public import Actor, next_number
from tinhso.kernel.law.public import rule
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.public import planned, update_row
from tinhso.lib.forms import FieldError, validate_answers
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.onestop.catalogue.papers import Paper, missing_papers, nothing_came
from tinhso.onestop.dossier.consent import check_consent
from tinhso.onestop.dossier.identity import with_identity
from tinhso.onestop.dossier.unreadable_values import unread_errors
from tinhso.onestop.intake.actions.save_contact import keep_contact
from tinhso.onestop.models import Dossier
from tinhso.onestop.money.actions.ask_fee import ask_fees

NOTHING = "Chưa có tờ khai, giấy tờ nào được nộp, xuất trình hoặc lấy từ cơ sở dữ liệu."
VERSION = "select version_id from onestop_dossier where case_id = %s"


class Incomplete(Exception):
    """Answers or papers are missing; `errors` and `papers` say which. Nothing was handed in and nothing is lost."""

    def __init__(self, errors: list[FieldError], papers: list[Paper]) -> None:
        super().__init__(len(errors), len(papers))
        self.errors, self.papers = errors, papers


@transaction.atomic
def submit_dossier(
    *, dossier: Dossier, by: Actor, now: datetime, contact: Mapping[str, str] | None = None
) -> str:
    """Hand the draft in and return its lasting code. Sent twice, the second gets the code of the first.

    `contact` is what was typed beside the button: phone, email, address, result_by. Raises: Incomplete,
    NoConsent, NotYourTurn; Stale where it was migrated while the page was open. The number of the day is
    taken last, so that nobody waits for it long.
    """
    case = dossier.case
    check_can_hand_in(case, by)
    if not case.hold_draft():
        return case.code
    if not has_version(dossier):
        raise Stale(case.pk)  # migrated while the page was open: other questions are asked now
    check_complete(dossier, by, now)
    check_consent(dossier, by, now.astimezone(HANOI).date())
    keep_contact(dossier, contact or {})
    hours = rule("desk.reply_hours", on=now.date())
    submit_case(
        case=case,
        ver=case.ver,
        code=lambda: dossier_code(case, now),
        reply=TimeLimit(Decimal(hours), Unit.HOUR, "Trả lời hồ sơ trực tuyến"),
        reply_role=DeskOfficer.code,
        by=by,
        now=now,
    )
    ask_fees(dossier=dossier, by=by, now=now)
    return case.code


def has_version(dossier: Dossier) -> bool:
    """The row still says what this object says. One statement."""
    with planned() as cursor:
        cursor.execute(VERSION, [dossier.pk])
        return bool(cursor.fetchone()[0] == dossier.version_id)


def check_complete(dossier: Dossier, by: Actor, now: datetime) -> None:
    """Raises Incomplete; what was left as typed is over once everything can be read. Who applies is as an identity says, also in
    what was stored before it was locked."""
    answers = with_identity(dossier, dossier.answers, by)
    if answers != dossier.answers:
        dossier.answers = answers
        update_row(dossier, "answers")
    errors = [] if dossier.on_paper else wrong_answers(dossier, now)
    missing = missing_papers(dossier)
    if not (errors or missing) and nothing_came(dossier):
        errors = [FieldError((), NOTHING, missing=True)]
    if errors or missing:
        raise Incomplete(errors, missing)
    if dossier.unread:
        dossier.unread = {}
        update_row(dossier, "unread")


def wrong_answers(dossier: Dossier, now: datetime) -> list[FieldError]:
    """What is missing or cannot be read, in the order of the form."""
    return [
        *unread_errors(dossier, on=now.date()),
        *validate_answers(dossier.version.definition, dossier.answers, on=now.date()),
    ]


def dossier_code(case: Case, now: datetime) -> str:
    """`<mã định danh>-YYMMDD-XXXX` (TT 01/2018 Đ19), numbered by receiving desk and day without gaps."""
    seat = case.desk or case.agency
    ident = seat.old_ident_code or seat.ident_code
    day = f"{now:%y%m%d}"
    return f"{ident}-{day}-{next_number(f'dossier:{ident}:{day}'):04}"
