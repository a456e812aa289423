from datetime import datetime

from django.db import transaction

from tinhso.casework.public import advance_case, name_officer
from tinhso.documents.models import Approval, OutgoingDocument
from tinhso.documents.outgoing.co_signing import pass_to_signer, seat_second
from tinhso.documents.outgoing.events import DraftApproved
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.versions import newest
from tinhso.documents.outgoing.way import CONTENT, COSIGN, FORM
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Post
from tinhso.kernel.site.public import EntryRefused

STEP_OF = {Approval.Part.CONTENT: CONTENT, Approval.Part.FORM: FORM}


@transaction.atomic
def approve_draft(
    *, document: OutgoingDocument, ver: int, part: Approval.Part, by: Actor, now: datetime
) -> Approval:
    """Whose turn it is answers by name for the content, or for the form, of the newest version; on to the next step.

    Raises: Stale, NotYourTurn, EntryRefused.
    """
    check_step(document, STEP_OF[part], ver, by)
    version = newest(document)
    if version.comments.filter(resolved_at=None).exists():
        raise EntryRefused(
            "", "Phiên bản này còn ý kiến chưa giải quyết. Trả lại hoặc ghi đã giải quyết trước khi duyệt."
        )
    post = Post.objects.get(pk=by.post_id or 0)
    approval = Approval.objects.create(
        version=version, part=part, by_id=by.user_id or 0, post_title=post.title, at=now
    )
    advance_case(case=document.case, ver=ver, by=by, now=now)
    if document.case.step == COSIGN and document.cosigner_id is not None:
        seat_second(document)
        at = document.cosigner_agency
        name_officer(case=document.case, officer_id=document.cosigner_id, at=at, by=by, now=now)
    elif part == Approval.Part.FORM and document.signer_id is not None:
        pass_to_signer(document, by=by, now=now)
    event = DraftApproved(case_id=document.pk, version=version.number, part=Code(part.value), post_id=post.pk)
    record(event, by=by, at=now)
    return approval
