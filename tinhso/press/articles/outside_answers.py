"""What people outside the newsroom have to say of a text before it may be published, and the secret of their links."""

import hashlib
import secrets
from datetime import datetime

from tinhso.kernel.site.public import EntryRefused
from tinhso.press.models import Article, OutsideApproval

State = OutsideApproval.State
LONGEST_CODE = 60


def new_code() -> str:
    """192 random bits, in signs that stand in a link."""
    return secrets.token_urlsafe(24)


def digest_of_code(code: str) -> str:
    return hashlib.sha256(code.strip().encode()).hexdigest()


def approval_of_code(code: str, now: datetime) -> OutsideApproval | None:
    """What the code opens at this moment; None for what is unknown, answered, revoked, over its time, or of a text that another
    has followed."""
    if not 20 <= len(code.strip()) <= LONGEST_CODE:
        return None
    rows = OutsideApproval.objects.select_related("revision__article__agency", "revision__article__category")
    found = rows.filter(secret_digest=digest_of_code(code)).first()
    if found is None or not found.is_open(now) or found.revision.article.head_id != found.revision_id:
        return None
    return found


def check_outside_answers(article: Article) -> None:
    """Whoever outside was asked since the last publication must have approved the newest text. Raises: EntryRefused."""
    since = article.live.revision.number if article.live else 0
    rows = OutsideApproval.objects.filter(revision__article=article, revision__number__gt=since)
    wanted = rows.exclude(state=State.REVOKED)
    yes = set(wanted.filter(revision=article.head, state=State.APPROVED).values_list("approver", flat=True))
    if missing := sorted(set(wanted.values_list("approver", flat=True)) - yes):
        raise EntryRefused(
            "",
            f"Chưa duyệt được: bản mới nhất chưa được {missing[0]} đồng ý. Gửi bản này cho người đó, hoặc thu hồi đường dẫn đã gửi.",
        )
