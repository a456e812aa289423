from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict
from tinhso.documents.models import DraftVersion, OutgoingDocument
from tinhso.documents.outgoing.permissions import check_not_locked, check_step
from tinhso.documents.outgoing.text import Draft
from tinhso.documents.outgoing.versions import add_version, check_receivers, name_recipients, newest, text_of
from tinhso.documents.outgoing.way import DRAFT
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


class VersionChanged(Conflict):
    """Somebody wrote a newer version than the one that was edited; what was typed is not lost on the page."""


@transaction.atomic
def write_version(
    *, document: OutgoingDocument, ver: int, was: int, draft: Draft, by: Actor, now: datetime, lock: str = ""
) -> DraftVersion:
    """The drafter writes the next version over number `was`; the same text again makes none. While the draft is open in the
    office suite, only what comes from there with its `lock` is written.

    Raises: Stale, NotYourTurn, SecretDocument, EntryRefused, VersionChanged.
    """
    check_step(document, DRAFT, ver, by)
    check_not_secret(NONE, draft.every_line)
    if not draft.subject.strip():
        raise EntryRefused("subject", "Ghi trích yếu nội dung văn bản.")
    receivers = check_receivers(draft.receivers, now.date())
    held = OutgoingDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    check_not_locked(held, now, lock)
    last = newest(held)
    if last.number != was:
        raise VersionChanged(document.pk)
    if held.normative and draft.circulation:
        words = "Văn bản quy phạm pháp luật ai cũng được đọc, không giới hạn phạm vi lưu hành."
        raise EntryRefused("circulation", words)
    held.subject, held.urgency, held.unit = draft.subject.strip(), draft.urgency, draft.unit
    held.circulation, held.decider = draft.circulation, draft.decider
    held.save(update_fields=["subject", "urgency", "unit", "circulation", "decider"])
    name_recipients(held, receivers)
    if text_of(last) == draft.text:
        return last
    return add_version(held, draft.text, by=by, now=now)
