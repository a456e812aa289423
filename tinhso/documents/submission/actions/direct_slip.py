from datetime import datetime

from django.db import transaction

from tinhso.documents.models import SlipDirection, SubmissionSlip
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.submission.events import SubmissionSlipDirected
from tinhso.documents.submission.permissions import check_can_direct
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Post
from tinhso.kernel.site.public import EntryRefused

LONGEST = 2000


@transaction.atomic
def direct_slip(
    *, slip: SubmissionSlip, decision: SlipDirection.Decision, text: str, by: Actor, now: datetime
) -> SlipDirection:
    """The leader writes on the slip; the draft goes on or back by the deeds of its routing. Sent twice it is written once.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_direct(slip, by)
    words = text.strip()
    check_not_secret(NONE, words.splitlines())
    if not words and decision != SlipDirection.Decision.AGREED:
        raise EntryRefused("text", "Ghi sửa gì, hoặc vì sao không đồng ý.")
    if len(words) > LONGEST:
        raise EntryRefused("text", f"Nội dung dài quá {LONGEST} ký tự.")
    newer = SubmissionSlip.objects.select_for_update().filter(document=slip.document_id)
    if max(one.number for one in newer) != slip.number:
        raise EntryRefused("", "Có phiếu trình mới hơn: tải lại trang.")
    before = slip.directions.order_by("-pk").first()
    if before and (before.by_id, before.decision, before.text) == (by.user_id, decision, words):
        return before
    post = Post.objects.get(pk=by.post_id or 0)
    made = SlipDirection.objects.create(
        slip=slip, decision=decision, text=words, by_id=by.user_id or 0, post_title=post.title, at=now
    )
    record(
        SubmissionSlipDirected(
            case_id=slip.document_id, slip_id=slip.pk, decision=Code(decision.value), post_id=post.pk
        ),
        by=by,
        at=now,
    )
    return made
