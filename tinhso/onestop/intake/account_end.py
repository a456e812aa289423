"""What goes with the account of somebody who closes it: what was never handed in, and what was offered."""

from datetime import datetime

from tinhso.casework.public import State, can_hand_in
from tinhso.kernel.people.public import User, actor_of
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.companies.account_end import end_for_company
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier
from tinhso.onestop.models import Dossier, OffersOff, ProactiveOffer


def end_of_account(user: User, now: datetime) -> None:
    end_for_company(user, now)
    discard_drafts(user, now)
    if user.person_id is not None:
        ProactiveOffer.objects.filter(person=user.person_id).update(person=None)
        OffersOff.objects.filter(person=user.person_id).delete()


def discard_drafts(user: User, now: datetime) -> None:
    """The drafts that this account may hand in; one that a desk entered is the desk's to discard."""
    by = actor_of(user, on=now.astimezone(HANOI).date())
    drafts = Dossier.objects.visible_to(by).filter(case__state=State.DRAFT).select_related("case")
    for draft in list(drafts.order_by("pk")):
        if can_hand_in(draft.case, by):
            discard_dossier(dossier=draft, ver=draft.case.ver, by=by, now=now)
