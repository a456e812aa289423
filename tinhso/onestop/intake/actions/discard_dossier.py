from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.casework.public import State, check_can_hand_in, discard_draft
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.onestop.dossier.actions.bind_applicant import forget_named
from tinhso.onestop.dossier.actions.let_go_files import let_go_files
from tinhso.onestop.dossier.actions.remove_attachments import remove_attachments
from tinhso.onestop.dossier.actions.save_answers import NotADraft
from tinhso.onestop.dossier.applicants import is_named_only
from tinhso.onestop.models import Consent, Dossier

ERASED: dict[str, Any] = {
    "answers": {},
    "former_answers": [],
    "unread": {},
    "source_data": {},
    "settled_identity": {},
    "applicant_name": "",
    "applicant_id_number": "",
    "phone": "",
    "priority": False,
    "home_visit": False,
    "email": "",
    "address": "",
    "resume_at": "",
    "salt": b"",
    "post_number": "",
    "post_received_on": None,
}


@transaction.atomic
def discard_dossier(*, dossier: Dossier, ver: int, by: Actor, now: datetime) -> None:
    """Bỏ bản nháp, by its owner or by the desk that entered it: the draft ends, its answers, files and salt are erased.

    Raises: NotYourTurn, NotADraft, Stale.
    """
    check_can_hand_in(dossier.case, by)
    if dossier.case.state != State.DRAFT:
        raise NotADraft(dossier.pk)
    discard_draft(case=dossier.case, ver=ver, by=by, now=now)
    named = dossier.case.person
    if named is not None and is_named_only(dossier):
        forget_named(named, by=by, now=now)
    papers = Consent.objects.filter(dossier=dossier)
    files = list(StoredFile.objects.filter(pk__in=papers.values("file")))
    papers.delete()
    remove_attachments(list(dossier.attachments.select_related("file", "copy")), by=by, now=now)
    dossier.handed_in.all().delete()
    let_go_files(files, by=by, now=now)
    Dossier.objects.filter(pk=dossier.pk).update(**ERASED)
