"""What the desk's pages of normative documents show."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.public import can_act
from tinhso.documents.models import IssuedRule, RuleRelation, RuleStep, RuleTextChange
from tinhso.documents.normative.consolidated_text import CHANGING
from tinhso.documents.normative.rule_page import rule_state
from tinhso.documents.normative.way import DO
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.shapes import Cell, Column, Fact, Table
from tinhso.lib.dates import local, vn_date


def steps_table(steps: Sequence[RuleStep]) -> Table:
    head = [_("Bước"), _("Văn bản"), _("Cơ quan thực hiện"), _("Hạn"), _("Kết quả")]
    rows: list[list[Cell | str]] = [
        [
            Cell(one.get_kind_display(), url=reverse("rule_step", args=[one.case.code]), small=one.case.code),
            one.document.subject,
            one.case.agency.name,
            vn_date(local(one.case.due_at).date()) if one.case.due_at else "–",
            Cell(_result(one), tone="ok" if one.is_reported else "soon"),
        ]
        for one in steps
    ]
    return Table(_("Các bước xây dựng, công bố"), [Column(label) for label in head], rows)


def _result(one: RuleStep) -> str:
    if one.dated is None:
        return _("Đang chờ")
    verdict = one.get_verdict_display() if one.verdict else _("Đã xong")
    return f"{verdict} · {one.reference} · {vn_date(one.dated)}"


def rules_table(rules: Sequence[IssuedRule], on: date) -> Table:
    """`undergoes` of each, with its rule, is loaded before."""
    head = [_("Số, ký hiệu"), _("Trích yếu"), _("Ngày ban hành"), _("Hiệu lực")]
    rows: list[list[Cell | str]] = []
    for one in rules:
        number = one.document.number
        words, tone = rule_state(one, list(one.undergoes.all()), on)
        rows.append(
            [
                Cell(str(number), url=reverse("rule_desk", args=[one.document.case.code])),
                one.document.subject,
                vn_date(number.dated) if number else "–",
                Cell(words, tone=tone),  # type: ignore[arg-type]
            ]
        )
    return Table(_("Văn bản quy phạm pháp luật đã ban hành"), [Column(label) for label in head], rows)


def step_facts(step: RuleStep) -> list[Fact]:
    found = [
        (_("Văn bản"), step.document.subject),
        (_("Cơ quan soạn thảo"), step.document.case.agency.name),
        (_("Cơ quan thực hiện"), step.case.agency.name),
        (_("Phiên bản dự thảo"), str(step.version.number) if step.version else ""),
        (_("Kết luận"), step.get_verdict_display() if step.verdict else ""),
        (_("Số, ký hiệu"), step.reference),
        (_("Ngày"), vn_date(step.dated) if step.dated else ""),
    ]
    return [Fact(label, value) for label, value in found if value]


def changing_of(rule: IssuedRule) -> list[tuple[RuleRelation, list[RuleTextChange]]]:
    """The earlier rules kept here whose words it changes, each with what was written down of that. Two queries."""
    standing = Prefetch("text_changes", RuleTextChange.objects.standing())
    rows = rule.does.filter(kind__in=CHANGING, earlier__isnull=False).prefetch_related(standing)
    return [(one, list(one.text_changes.all())) for one in rows]


def is_reportable(step: RuleStep, by: Actor) -> bool:
    """Whether it waits for this officer. One query at most."""
    return step.case.step == DO and not step.case.is_final and can_act(step.case, by)
