from typing import Any

from django.db import transaction

from tinhso.casework.public import Conflict, State, check_can_hand_in
from tinhso.kernel.events.public import Actor
from tinhso.lib.forms import carry
from tinhso.onestop.dossier.identity import with_identity
from tinhso.onestop.dossier.unreadable_values import Unread
from tinhso.onestop.models import Dossier, ProcedureVersion


class NotADraft(Conflict):
    """Answers change only while the dossier is a draft or waits for its supplement."""


OPEN_FOR_CITIZEN = {State.DRAFT, State.WAITING_CITIZEN}


@transaction.atomic
def save_answers(
    *, dossier: Dossier, answers: dict[str, Any], by: Actor, unread: Unread | None = None
) -> None:
    """Keep what was typed so far, complete or not; who applies stays as an identity says. No event: nothing has happened yet but
    typing.

    `unread` is what stays as typed because it cannot be read. If the dossier was migrated meanwhile, `dossier` shows
    its new version afterwards.

    Raises: NotYourTurn, NotADraft.
    """
    check_can_hand_in(dossier.case, by)
    if dossier.case.state not in OPEN_FOR_CITIZEN:
        raise NotADraft(dossier.pk)
    now = Dossier.objects.select_for_update().select_related(None).get(pk=dossier.pk)
    dossier.answers, dossier.unread = answers, unread or {}
    if now.version_id != dossier.version_id:
        _onto(now, dossier)
    dossier.answers = with_identity(dossier, dossier.answers, by)
    dossier.save(update_fields=["answers", "former_answers", "unread"])


def _onto(now: Dossier, dossier: Dossier) -> None:
    """The dossier went onto another version while this page was open: what was typed goes along, nothing is lost."""
    former = dossier.version
    target = ProcedureVersion.objects.select_related("procedure").get(pk=now.version_id)
    carried = carry(former.definition, target.definition, dossier.answers)
    dossier.version, dossier.answers = target, carried.fitting
    dossier.former_answers = now.former_answers
    if carried.left:
        dossier.former_answers.append({"version": former.pk, "answers": carried.left})
