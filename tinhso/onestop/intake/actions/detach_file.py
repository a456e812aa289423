from datetime import datetime

from django.db import transaction

from tinhso.casework.public import State, check_can_hand_in
from tinhso.kernel.events.public import Actor
from tinhso.onestop.dossier.actions.remove_attachments import remove_attachments
from tinhso.onestop.dossier.actions.save_answers import NotADraft
from tinhso.onestop.models import Attachment


@transaction.atomic
def detach_file(*, attachment: Attachment, by: Actor, now: datetime) -> None:
    """Take back a file that was not handed in yet; what was handed in once stays in the dossier.

    Its bytes go unless a store or another dossier has them too. Raises: NotYourTurn, NotADraft.
    """
    case = attachment.dossier.case
    check_can_hand_in(case, by)
    fresh = case.state == State.DRAFT or (case.state == State.WAITING_CITIZEN and attachment.round > 0)
    if not fresh:
        raise NotADraft(attachment.dossier_id)
    remove_attachments([attachment], by=by, now=now)
