"""Which deeds a page offers to whom; the actions check again."""

from datetime import date

from tinhso.casework.public import (
    NotYourTurn,
    State,
    can_act,
    is_applicant,
)
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Post
from tinhso.kernel.people.roles import Administrator, DeskOfficer
from tinhso.onestop.models import Dossier, ProcedureVersion


def can_read_draft(dossier: Dossier, by: Actor) -> bool:
    """Whoever has the turn to sign the drafted result or to seal the signed one."""
    case = dossier.case
    if case.state != State.IN_PROGRESS or case.process is None:
        return False
    return can_act(case, by) and case.process.step(case.step).act in {"sign", "issue"}


def can_edit(dossier: Dossier, by: Actor) -> bool:
    """The applicant, while the dossier is a draft or waits for its supplement."""
    return is_applicant(dossier.case, by) and dossier.case.state in {State.DRAFT, State.WAITING_CITIZEN}


def is_at_desk(dossier: Dossier, by: Actor) -> bool:
    """The officer sits at the desk that receives this dossier, whoever else settles it."""
    return by.holds(DeskOfficer) and by.agency_id is not None and by.agency_id == dossier.case.desk_id


def check_is_at_desk(dossier: Dossier, by: Actor) -> None:
    """NotYourTurn for everybody else."""
    if not is_at_desk(dossier, by):
        raise NotYourTurn(dossier.pk)


def can_publish_draft(version: ProcedureVersion, by: Actor, on: date) -> bool:
    """Who wrote nothing of it. Where every administrator of that day wrote in it, who did not make the last change."""
    if by.user_id not in version.drafters:
        return True
    others = Post.objects.on(on).with_role(Administrator.code).filter(user__is_active=True)
    return version.edited_by_id != by.user_id and not others.exclude(user__in=version.drafters).exists()
