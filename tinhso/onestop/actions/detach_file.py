from django.db import transaction

from tinhso.casework.public import State, check_is_applicant
from tinhso.kernel.events.public import Actor
from tinhso.onestop.actions.save_answers import NotADraft
from tinhso.onestop.models import Attachment


@transaction.atomic
def detach_file(*, attachment: Attachment, by: Actor) -> None:
    """Take a file back while the dossier is a draft; what was handed in once stays in the dossier. NotADraft."""
    check_is_applicant(attachment.dossier.case, by)
    if attachment.dossier.case.state != State.DRAFT:
        raise NotADraft(attachment.dossier_id)
    attachment.delete()
