from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from tinhso.casework.public import State, check_can_hand_in, discard_draft
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.files.public import StoredFile, erase_file
from tinhso.onestop.actions.save_answers import NotADraft
from tinhso.onestop.models import Consent, Dossier

ERASED: dict[str, Any] = {
    "answers": {},
    "former_answers": [],
    "applicant_name": "",
    "applicant_id_number": "",
    "phone": "",
    "email": "",
    "address": "",
    "salt": b"",
    "post_number": "",
    "post_received_on": None,
}


@transaction.atomic
def discard_dossier(*, dossier: Dossier, ver: int, by: Actor, now: datetime) -> None:
    """Bỏ bản nháp, by its owner or by the desk that entered it: the draft ends, its answers, files and salt are erased. NotYourTurn, NotADraft, Stale."""
    check_can_hand_in(dossier.case, by)
    if dossier.case.state != State.DRAFT:
        raise NotADraft(dossier.pk)
    discard_draft(case=dossier.case, ver=ver, by=by, now=now)
    papers = Consent.objects.filter(dossier=dossier)
    files = list(
        StoredFile.objects.filter(
            Q(pk__in=dossier.attachments.values("file")) | Q(pk__in=papers.values("file"))
        )
    )
    papers.delete()
    dossier.attachments.all().delete()
    dossier.handed_in.all().delete()
    for file in files:
        erase_file(file, by=by if file.uploaded_by_id == by.user_id else SYSTEM, now=now)
    Dossier.objects.filter(pk=dossier.pk).update(**ERASED)
