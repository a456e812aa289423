"""Reads a text of Sigma rules.

for rule in read_rules(text):          # Rule; one with faults cannot be run
    rule.faults, rule.title, rule.conditions
"""

from tinhso.lib.sigma.correlation_reading import read_correlation
from tinhso.lib.sigma.detection_reading import read_detection, read_filter
from tinhso.lib.sigma.documents import documents_of
from tinhso.lib.sigma.rules import Rule, RuleKind, head_of


def read_rules(text: str, placeholders: dict[str, tuple[str, ...]] | None = None) -> list[Rule]:
    """Every document of the text as a rule. Raises: Refused."""
    found = []
    for document in documents_of(text):
        rule = head_of(document)
        found.append(rule)
        if rule.faults:
            continue
        if rule.kind is RuleKind.CORRELATION:
            read_correlation(document, rule)
        elif rule.kind is RuleKind.FILTER:
            read_filter(document, rule, placeholders or {})
        else:
            read_detection(document, rule, placeholders or {})
    return found
