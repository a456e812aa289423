"""Normative documents of agency A: a draft that others assess, one that was issued."""

from datetime import datetime, timedelta
from typing import Any

from tests.town import Town
from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import IssuedRule, OutgoingDocument, RuleStep
from tinhso.documents.normative.actions.begin_rule_step import begin_rule_step
from tinhso.documents.normative.actions.follow_issue import follow_issue
from tinhso.documents.normative.actions.report_rule_step import report_rule_step
from tinhso.documents.outgoing.tests import makers as drafts
from tinhso.documents.rulemaking.tests.makers import rule_draft

LATER = NOW + timedelta(days=3)


def fresh(step: RuleStep) -> RuleStep:
    return RuleStep.objects.whole().get(pk=step.pk)


def begun(town: Town, document: OutgoingDocument | None = None, who: str = "emi", **changes: Any) -> RuleStep:
    document = document or rule_draft(town)
    given: dict[str, Any] = {
        "ver": document.case.ver,
        "kind": RuleStep.Kind.APPRAISAL,
        "agency": town.agency_a,
        "now": NOW,
    }
    return fresh(begin_rule_step(document=document, by=town.actor(who), **given | changes))


def report(town: Town, step: RuleStep, who: str = "kim", **changes: Any) -> RuleStep:
    given: dict[str, Any] = {
        "ver": step.case.ver,
        "reference": "45/BC-STP",
        "dated": LATER.date(),
        "verdict": "agreed",
        "now": LATER,
    }
    report_rule_step(step=step, by=town.actor(who), **given | changes)
    return fresh(step)


def issued(
    town: Town, at: datetime = NOW, document: OutgoingDocument | None = None, **words: Any
) -> IssuedRule:
    """Numbered in its series and issued, without the signatures that other tests give."""
    document = document or rule_draft(town, **words)
    OutgoingDocument.objects.filter(pk=document.pk).update(normative=True)
    document = drafts.fresh(document)
    drafts.as_issued(town, document, at)
    rule = follow_issue(document.pk, now=at)
    assert rule is not None
    return IssuedRule.objects.whole().get(pk=rule.pk)
