from datetime import datetime

from django.db import transaction

from tinhso.documents.models import DraftComment, OutgoingDocument
from tinhso.documents.outgoing.events import DraftCommented
from tinhso.documents.outgoing.permissions import check_can_comment
from tinhso.documents.outgoing.versions import newest, text_of
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def comment_on_draft(
    *, document: OutgoingDocument, paragraph: int, text: str, by: Actor, now: datetime
) -> DraftComment:
    """A comment on a paragraph of the newest version, 0 for the whole.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_comment(document, by)
    check_not_secret(NONE, [text])
    if not text.strip():
        raise EntryRefused("text", "Ghi nội dung góp ý.")
    version = newest(document)
    if not 0 <= paragraph <= len(text_of(version).every_line):
        raise EntryRefused("paragraph", "Phiên bản này không có đoạn đó.")
    comment = DraftComment.objects.create(
        version=version, paragraph=paragraph, text=text.strip(), by_id=by.user_id or 0, at=now
    )
    record(DraftCommented(case_id=document.pk, comment_id=comment.pk, resolved=False), by=by, at=now)
    return comment
