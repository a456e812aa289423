from datetime import datetime

from django.db import transaction

from tinhso.casework.public import accept_case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.onestop.catalogue.papers import nothing_came
from tinhso.onestop.dossier.actions.bind_applicant import bind_applicant
from tinhso.onestop.dossier.identity_differences import check_identity_settled
from tinhso.onestop.dossier.slips import write_slip
from tinhso.onestop.handling.fee_gate import check_fee_settled
from tinhso.onestop.models import Dossier, FeeCharge, Slip


class NoTimeLimit(Exception):
    """The catalogue holds no time limit for this procedure and level: the desk has to enter one."""


class NothingHandedIn(Exception):
    """Nothing was declared, handed in, shown or read in a database: there is nothing to receive."""


@transaction.atomic
def accept_dossier(
    *, dossier: Dossier, ver: int, by: Actor, now: datetime, limit: TimeLimit | None = None
) -> Slip:
    """Receive a complete dossier: the time limit of its version begins, the receipt (form 01) gets its number.

    Raises: NotYourTurn, Stale, Unlawful, NoTimeLimit, NothingHandedIn, IdentityUnsettled, FeeOpen.
    """
    limit = dossier.version.limit_at(dossier.level) or limit
    if limit is None:
        raise NoTimeLimit(dossier.pk)
    effect = Effect(rule("supplement.effect", on=now.date()))
    accept_case(case=dossier.case, ver=ver, limit=limit, effect=effect, by=by, now=now)
    if nothing_came(dossier):
        raise NothingHandedIn(dossier.pk)
    check_identity_settled(dossier)
    bind_applicant(dossier=dossier, proved=True, by=by, now=now)
    check_fee_settled(dossier, FeeCharge.Due.ACCEPT)
    return write_slip(dossier, Slip.Form.RECEIPT, by=by, now=now, due_at=dossier.case.due_at)
