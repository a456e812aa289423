from datetime import datetime

from django.db import transaction

from tinhso.documents.models import RuleRelation, RuleTextChange
from tinhso.documents.normative.consolidated_text import CHANGING
from tinhso.documents.normative.events import RuleTextChanged
from tinhso.documents.normative.permissions import check_can_keep_rule
from tinhso.documents.normative.text_limits import MOST_CLAUSE, MOST_TEXT, MOST_TEXT_CHANGES
from tinhso.documents.outgoing.versions import newest
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.rulemaking.paragraphs import paragraphs_of
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused

Kind = RuleTextChange.Kind


@transaction.atomic
def change_rule_text(
    *,
    relation: RuleRelation,
    paragraph: int,
    kind: Kind,
    text: str,
    clause: str,
    by: Actor,
    now: datetime,
) -> RuleTextChange:
    """The clerk of the changing rule writes down what it does to one paragraph of the earlier one.

    `paragraph` is its number in the earlier one's published text; `text` the new words, none where it is taken out; `clause`
    where the changing rule orders it ("khoản 1 Điều 2").

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    relation = RuleRelation.objects.select_for_update(of=("self",)).get(pk=relation.pk)
    check_can_keep_rule(relation.rule, by)
    text, clause = text.strip(), " ".join(clause.split())
    check_not_secret(NONE, [text, clause])
    _refuse_entry(relation, paragraph, kind, text, clause)
    change = RuleTextChange.objects.create(
        relation=relation,
        paragraph=paragraph,
        kind=kind,
        text=text,
        clause=clause,
        by_id=by.user_id or 0,
        at=now,
    )
    event = RuleTextChanged(
        case_id=relation.rule_id,
        change_id=change.pk,
        earlier_id=relation.earlier_id or 0,
        paragraph=paragraph,
        kind=Code(kind),
    )
    record(event, by=by, at=now)
    return change


def _refuse_entry(relation: RuleRelation, paragraph: int, kind: Kind, text: str, clause: str) -> None:
    if relation.earlier is None or relation.kind not in CHANGING:
        raise EntryRefused("", "Chỉ ghép được văn bản có trên hệ thống, được sửa đổi hoặc bãi bỏ một phần.")
    if relation.kind == RuleRelation.Kind.REPEALS_PART and kind != Kind.REMOVED:
        raise EntryRefused("kind", "Văn bản này chỉ bãi bỏ một phần: chọn “Bãi bỏ đoạn này”.")
    if paragraph not in {one.number for one in paragraphs_of(newest(relation.earlier.document))}:
        raise EntryRefused("paragraph", "Chọn một đoạn của văn bản bị tác động.")
    if (kind == Kind.REMOVED) != (not text):
        raise EntryRefused("text", "Ghi nội dung mới; bãi bỏ thì để trống.")
    if len(text) > MOST_TEXT:
        raise EntryRefused("text", f"Tối đa {MOST_TEXT} ký tự.")
    if not clause or len(clause) > MOST_CLAUSE:
        raise EntryRefused(
            "clause", f"Ghi điều, khoản của văn bản này quy định việc đó, tối đa {MOST_CLAUSE} ký tự."
        )
    rows = relation.text_changes.standing()
    if rows.count() >= MOST_TEXT_CHANGES:
        raise EntryRefused("", f"Đã đủ {MOST_TEXT_CHANGES} nội dung sửa đổi.")
    if kind != Kind.ADDED and rows.filter(paragraph=paragraph).exclude(kind=Kind.ADDED).exists():
        raise EntryRefused("paragraph", "Văn bản này đã sửa hoặc bãi bỏ đoạn ấy: bỏ nội dung ghi nhầm trước.")
