from datetime import datetime

from django.db import transaction

from tinhso.casework.public import State, complete_supplement
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.onestop.dossier.actions.keep_files import keep_files
from tinhso.onestop.dossier.what_came import Came
from tinhso.onestop.messages.envelope import Letter
from tinhso.onestop.messages.files import Fetched
from tinhso.onestop.messages.refusal import CannotApply, Refusal
from tinhso.onestop.models import Dossier, PortalArrival, PortalDossier
from tinhso.onestop.national_portal.actions.receive_fees import dossier_for, keep_fees
from tinhso.onestop.national_portal.answers import fit_answers

NOTHING_IN_IT = "Tin bổ sung không có giấy tờ, thông tin hay nội dung nào."


@transaction.atomic
def receive_supplement(
    *, arrival: PortalArrival, letter: Letter, files: list[Fetched], now: datetime
) -> Dossier:
    """What was asked for comes from the national portal: files, answers, words.

    Raises: CannotApply unless it was asked for and brings something.
    """
    dossier = dossier_for(letter)
    if dossier.case.state != State.WAITING_CITIZEN:
        raise CannotApply(Refusal.STATE)
    by = Actor(system=True, person_id=dossier.case.person_id)
    answers, other = fit_answers(dossier.version.definition, letter.answers, on=now.date())
    if not (files or answers or other or letter.text or letter.fees):
        raise CannotApply(Refusal.SHAPE, NOTHING_IN_IT)
    if letter.text:
        other.append(["Nội dung bổ sung", letter.text])
    dossier.answers = dossier.answers | answers
    dossier.save(update_fields=["answers"])
    row = PortalDossier.objects.select_for_update().get(dossier=dossier)
    row.other = [*row.other, *other]
    row.save(update_fields=["other"])
    keep_files(dossier, files, round_=1, by=by, now=now)
    keep_fees(dossier, letter, by=by, now=now)
    came = Came.FILE if files else Came.ANSWERS
    case = dossier.case
    complete_supplement(case=case, ver=case.ver, reply_role=DeskOfficer.code, came=came, by=by, now=now)
    return dossier
