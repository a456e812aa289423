from datetime import datetime

from django.db import transaction

from tinhso.documents.models import IssuedRule, RuleRelation
from tinhso.documents.normative.events import RuleRelated
from tinhso.documents.normative.permissions import check_can_keep_rule
from tinhso.documents.normative.text_limits import MOST_TITLE
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused

MOST_RELATIONS = 50


@transaction.atomic
def relate_rule(
    *,
    rule: IssuedRule,
    kind: RuleRelation.Kind,
    title: str,
    by: Actor,
    now: datetime,
    earlier: IssuedRule | None = None,
) -> RuleRelation:
    """The clerk writes down which earlier document the rule amends, replaces or repeals: one that is kept here, or by its title.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_keep_rule(rule, by)
    check_not_secret(NONE, [title])
    if earlier is not None:
        number = earlier.document.number
        title = f"{number.full_number if number else ''} {earlier.document.subject}"
    title = " ".join(title.split())
    if not title:
        raise EntryRefused(
            "title", "Chọn văn bản, hoặc ghi số, ký hiệu và trích yếu của văn bản bị tác động."
        )
    if earlier is None and len(title) > MOST_TITLE:
        raise EntryRefused("title", f"Tối đa {MOST_TITLE} ký tự.")
    if earlier is not None and earlier.pk >= rule.pk:
        raise EntryRefused("earlier", "Chỉ tác động đến văn bản ban hành trước.")
    rows = rule.does.all()
    if rows.count() >= MOST_RELATIONS or rows.filter(earlier_title=title[:MOST_TITLE]).exists():
        raise EntryRefused("", f"Văn bản đó đã được ghi, hoặc đã đủ {MOST_RELATIONS} văn bản.")
    relation = RuleRelation.objects.create(
        rule=rule, kind=kind, earlier=earlier, earlier_title=title[:MOST_TITLE], by_id=by.user_id or 0, at=now
    )
    event = RuleRelated(
        case_id=rule.pk,
        relation_id=relation.pk,
        kind=Code(kind),
        earlier_id=earlier.pk if earlier else None,
    )
    record(event, by=by, at=now)
    return relation
