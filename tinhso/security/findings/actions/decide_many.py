from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.findings.actions.decide import decide
from tinhso.security.models import FindingDecision, SecurityFinding

MOST_AT_ONCE = 200


def mark_of(findings: Sequence[SecurityFinding]) -> str:
    """Which findings a list shows, in whatever order: two lists of as many are not the same list."""
    return sha256(" ".join(sorted(one.code for one in findings)).encode()).hexdigest()


@transaction.atomic
def decide_many(
    *,
    findings: Sequence[SecurityFinding],
    expected: str,
    kind: str,
    reason: str,
    expires_on: date,
    by: Actor,
    now: datetime,
) -> list[FindingDecision]:
    """One decision, and its reason, over each of these findings; over none where one of them is refused. `expected` is the
    `mark_of` the list that the page showed.

    Raises: SecurityForbidden, EntryRefused.
    """
    if len(findings) > MOST_AT_ONCE:
        raise EntryRefused("", f"Mỗi lần không quá {MOST_AT_ONCE} điểm yếu; lọc hẹp hơn.")
    if not findings or mark_of(findings) != expected:
        raise EntryRefused("", "Danh sách đã thay đổi từ lúc ông/bà mở trang; xem lại danh sách.")
    if kind == FindingDecision.Kind.ACCEPTED:
        raise EntryRefused("kind", "Chấp nhận rủi ro phải quyết định từng điểm yếu.")
    made = []
    for one in sorted(findings, key=lambda each: each.pk):
        try:
            made.append(decide(finding=one, kind=kind, reason=reason, expires_on=expires_on, by=by, now=now))
        except EntryRefused as refused:
            words = str(refused) if refused.field else f"{one.title[:100]}: {refused}"
            raise EntryRefused(refused.field, words) from refused
    return made
