"""Sigma rules as they are run: detections, correlations and filters, each with what its head says.

for rule in read_rules(text):          # Rule, or one with faults that cannot be run
    rule.faults, rule.title, rule.detection
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sigma.conditions import ConditionItem

from tinhso.lib.sigma.documents import Document, Fault

LEVELS = ("informational", "low", "medium", "high", "critical")
STATUSES = ("stable", "test", "experimental", "deprecated", "unsupported")
Condition = Any
"""A condition of pySigma: what a detection or a filter asks of one event."""


class RuleKind(StrEnum):
    DETECTION = "detection"
    CORRELATION = "correlation"
    FILTER = "filter"


@dataclass(frozen=True)
class LogSource:
    """Of which events a rule speaks; an empty part asks nothing."""

    category: str = ""
    product: str = ""
    service: str = ""

    def covers(self, other: "LogSource") -> bool:
        """Whether all that this one names is the same there."""
        return all(
            not mine or mine == theirs
            for mine, theirs in (
                (self.category, other.category),
                (self.product, other.product),
                (self.service, other.service),
            )
        )

    def __str__(self) -> str:
        return " / ".join(part for part in (self.product, self.category, self.service) if part)


@dataclass
class Rule:
    """One document. What its kind does not have is empty; `faults` says why it cannot be run."""

    kind: RuleKind
    text: str
    line: int
    title: str = ""
    identifier: str = ""
    name: str = ""
    level: str = ""
    status: str = ""
    author: str = ""
    licence: str = ""
    description: str = ""
    date: str = ""
    modified: str = ""
    tags: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    false_positives: tuple[str, ...] = ()
    logsource: LogSource = LogSource()
    conditions: list[Condition] = field(default_factory=list)
    fields: tuple[str, ...] = ()
    """Fields of events that it names."""
    correlation: "Any" = None
    filtered: tuple[str, ...] = ()
    """Of a filter: identifiers or names of its rules; `any` for all of its log source."""
    generate: bool = False
    faults: list[Fault] = field(default_factory=list)

    @property
    def keys(self) -> tuple[str, ...]:
        """By what others refer to it."""
        return tuple(key for key in (self.identifier, self.name) if key)


def head_of(document: Document) -> Rule:
    value = document.value
    kind = next(
        (one for one in (RuleKind.CORRELATION, RuleKind.FILTER) if one.value in value), RuleKind.DETECTION
    )
    rule = Rule(kind, document.text.strip("\n"), document.line, faults=list(document.faults))
    if rule.faults:
        rule.title = "(không đọc được)"
        return rule
    rule.title = _text(document, rule, "title", 256)
    if not rule.title:
        rule.title = "(không tên)"
        rule.faults.append(Fault(document.line, "Thiếu title."))
    rule.identifier = _text(document, rule, "id", 100).lower()
    rule.name = _text(document, rule, "name", 200)
    rule.level = _one_of(document, rule, "level", LEVELS)
    rule.status = _one_of(document, rule, "status", STATUSES)
    rule.author = _text(document, rule, "author", 1000)
    rule.licence = _text(document, rule, "license", 200)
    rule.description = _text(document, rule, "description", 65_535)
    rule.date, rule.modified = (_text(document, rule, name, 40) for name in ("date", "modified"))
    rule.tags = _texts(document, rule, "tags")
    rule.references = _texts(document, rule, "references")
    rule.false_positives = _texts(document, rule, "falsepositives")
    if str(value.get("taxonomy") or "sigma") != "sigma":
        rule.faults.append(Fault(document.line_of("taxonomy"), "Chỉ nhận taxonomy “sigma”."))
    if "action" in value:
        rule.faults.append(
            Fault(document.line_of("action"), "Không nhận “action” của bản cũ; viết từng quy tắc trọn vẹn.")
        )
    return rule


def _text(document: Document, rule: Rule, name: str, most: int) -> str:
    found = document.value.get(name)
    if found is None:
        return ""
    if isinstance(found, dt.date):
        return found.isoformat()
    if not isinstance(found, str | int | float):
        rule.faults.append(Fault(document.line_of(name), f"“{name}” phải là một chữ."))
        return ""
    text = str(found).replace("\x00", "").strip()
    if len(text) > most:
        rule.faults.append(Fault(document.line_of(name), f"“{name}” dài quá {most} ký tự."))
    return text[:most]


def _one_of(document: Document, rule: Rule, name: str, choices: tuple[str, ...]) -> str:
    found = _text(document, rule, name, 60).lower()
    if found and found not in choices:
        rule.faults.append(
            Fault(document.line_of(name), f"“{name}” phải là một trong: {', '.join(choices)}.")
        )
        return ""
    return found


def _texts(document: Document, rule: Rule, name: str) -> tuple[str, ...]:
    found = document.value.get(name) or []
    found = [found] if isinstance(found, str) else found
    if not isinstance(found, list) or len(found) > 100:
        rule.faults.append(
            Fault(document.line_of(name), f"“{name}” phải là một danh sách, không quá 100 dòng.")
        )
        return ()
    return tuple(str(one).replace("\x00", "")[:1000] for one in found if one is not None)


def condition_items(condition: Condition) -> list[Condition]:
    """The leaves of a condition."""
    waiting, leaves = [condition], []
    while waiting:
        one = waiting.pop()
        if isinstance(one, ConditionItem):
            waiting += one.args
        elif one is not None:
            leaves.append(one)
    return leaves
