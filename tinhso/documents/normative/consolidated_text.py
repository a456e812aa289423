"""The words of an issued rule as they are in force on a day, put together from what later ones change in it.

A help for reading: the original and, where there is one, the consolidation by Pháp lệnh 01/2012/UBTVQH13 are what counts.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tinhso.documents.models import IssuedRule, RuleRelation, RuleTextChange
from tinhso.documents.normative.rule_page import rule_url
from tinhso.documents.outgoing.versions import newest
from tinhso.documents.rulemaking.paragraphs import Paragraph, paragraphs_of
from tinhso.lib.dates import local, vn_date

Kind = RuleTextChange.Kind
CHANGING = {RuleRelation.Kind.AMENDS, RuleRelation.Kind.REPEALS_PART}


@dataclass(frozen=True)
class Mark:
    """By which clause of which rule since when; `url` is that rule's page."""

    words: str
    url: str


@dataclass(frozen=True)
class PutTogether:
    """A paragraph as it is on the day: `text` is "" where it is no more, `former` are its original words where they are no
    longer in force, `number` is 0 of one that was added."""

    number: int
    label: str
    text: str
    is_division: bool
    former: str = ""
    mark: Mark | None = None


def changes_on(rule: IssuedRule, on: date) -> list[RuleTextChange]:
    """Those in force that day, the earliest first. One query."""
    rows = RuleTextChange.objects.standing().filter(
        relation__earlier=rule, relation__rule__effective_on__lte=on
    )
    rows = rows.exclude(relation__rule__document__recalled_at__date__lte=on)
    rows = rows.select_related("relation__rule__document__case", "relation__rule__document__number")
    return list(rows.order_by("relation__rule__effective_on", "pk"))


def text_on(rule: IssuedRule, on: date) -> list[PutTogether]:
    """Every paragraph of that day with what was changed in it. Three queries."""
    by_paragraph: dict[int, list[RuleTextChange]] = defaultdict(list)
    for one in changes_on(rule, on):
        by_paragraph[one.paragraph].append(one)
    found: list[PutTogether] = []
    for paragraph in paragraphs_of(newest(rule.document)):
        changes = by_paragraph[paragraph.number]
        found.append(_as_it_is(paragraph, [one for one in changes if one.kind != Kind.ADDED]))
        found += [
            PutTogether(0, "", one.text, is_division=False, mark=_mark(one))
            for one in changes
            if one.kind == Kind.ADDED
        ]
    return found


def _as_it_is(paragraph: Paragraph, changes: Sequence[RuleTextChange]) -> PutTogether:
    """By the last of its changes."""
    whole = (paragraph.number, paragraph.label)
    if not changes:
        return PutTogether(*whole, paragraph.text, is_division=paragraph.is_division)
    last = changes[-1]
    return PutTogether(*whole, last.text, paragraph.is_division, paragraph.text, _mark(last))


def _mark(change: RuleTextChange) -> Mark:
    rule = change.relation.rule
    day = vn_date(rule.effective_on) if rule.effective_on else ""
    sentence = {
        Kind.REPLACED: _("Sửa đổi theo %(clause)s của %(number)s, từ ngày %(day)s"),
        Kind.REMOVED: _("Bãi bỏ theo %(clause)s của %(number)s, từ ngày %(day)s"),
        Kind.ADDED: _("Bổ sung theo %(clause)s của %(number)s, từ ngày %(day)s"),
    }[Kind(change.kind)]
    words = sentence % {"clause": change.clause, "number": rule.document.number, "day": day}
    return Mark(words, rule_url(rule))


def days_of_change(rule: IssuedRule) -> list[date]:
    """The days on which its words change, beginning with that of its own force. One query."""
    rows = RuleTextChange.objects.standing().filter(
        relation__earlier=rule, relation__rule__effective_on__isnull=False
    )
    found = rows.values_list("relation__rule__effective_on", flat=True)
    days = {day for day in found if day is not None}
    first = rule.effective_on or (local(rule.document.issued_at).date() if rule.document.issued_at else None)
    return sorted(days | ({first} if first else set()))
