"""What the page of a draft shows of the office suite: who has it open, what was saved there without becoming a version."""

from datetime import datetime
from typing import Any

from django.conf import settings

from tinhso.documents.models import DraftLock, EditorSave, OutgoingDocument
from tinhso.kernel.events.public import Actor


def editor_state(document: OutgoingDocument, by: Actor, now: datetime, *, edits: bool) -> dict[str, Any]:
    """Two queries while the document is a draft, one afterwards: what somebody saved stays in sight of him until he drops it."""
    saves = EditorSave.objects.filter(document=document, by_id=by.user_id).select_related("file")
    if document.signed_at is not None or document.case.is_final:
        return {"editor_saves": list(saves)}
    return {
        "office_editor": bool(settings.OFFICE_EDITOR) and edits,
        "lock": DraftLock.objects.at(now).filter(document=document).select_related("officer").first(),
        "editor_saves": list(saves),
    }
