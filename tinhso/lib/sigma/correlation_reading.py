"""The section `correlation` of a rule, every fault with its line."""

import math
from typing import Any

from tinhso.lib.sigma.correlations import (
    COMPARISONS,
    COUNTING,
    MEASURING,
    TEMPORAL,
    TYPES,
    Correlation,
    seconds_of,
)
from tinhso.lib.sigma.documents import Document, Fault
from tinhso.lib.sigma.rules import Rule

MOST_RULES = 100
MOST_GROUPED = 10
SECTION = "correlation"
KEYS = {"type", "rules", "group-by", "timespan", "condition", "aliases", "generate"}


def read_correlation(document: Document, rule: Rule) -> None:
    section = document.value.get(SECTION)
    if not isinstance(section, dict):
        rule.faults.append(Fault(document.line_of(SECTION), "Phần correlation phải gồm các khóa."))
        return
    reader = _Reader(document, rule, section)
    found = reader.correlation()
    if not rule.faults:
        rule.correlation = found
        rule.generate = section.get("generate") is True


class _Reader:
    def __init__(self, document: Document, rule: Rule, section: dict[str, Any]) -> None:
        self.document, self.rule, self.section = document, rule, section

    def fault(self, words: str, *path: str) -> None:
        self.rule.faults.append(Fault(self.document.line_of(SECTION, *path), words))

    def correlation(self) -> Correlation:
        for key in self.section.keys() - KEYS:
            self.fault(f"Không biết khóa “{str(key)[:60]}” của correlation.", str(key))
        kind = self.section.get("type")
        if kind not in TYPES:
            self.fault(f"type phải là một trong: {', '.join(TYPES)}.", "type")
            kind = TYPES[0]
        rules = self.names("rules", MOST_RULES)
        if not rules:
            self.fault("Thiếu rules: id hay tên của các quy tắc.", "rules")
        span = seconds_of(str(self.section.get("timespan") or ""))
        if span is None:
            self.fault("timespan phải là số và s, m, h, d hay w, như 5m, dài nhất 366 ngày.", "timespan")
        tests, fields, percentile = self.condition(str(kind), len(rules))
        return Correlation(
            str(kind), rules, span or 1, self.names("group-by", MOST_GROUPED), tests, fields, percentile, self.aliases()
        )  # fmt: skip

    def names(self, key: str, most: int) -> tuple[str, ...]:
        found = self.section.get(key)
        found = [] if found is None else [found] if isinstance(found, str) else found
        if (
            not isinstance(found, list)
            or len(found) > most
            or not all(isinstance(one, str) and one for one in found)
        ):
            self.fault(f"{key} phải là danh sách chữ, không quá {most} dòng.", key)
            return ()
        return tuple(found)

    def condition(
        self, kind: str, rules: int
    ) -> tuple[tuple[tuple[str, float], ...], tuple[str, ...], float]:
        found = self.section.get("condition")
        if found is None and kind in TEMPORAL:
            return (("gte", float(rules)),), (), 50
        if isinstance(found, str):
            self.fault("Chưa nhận điều kiện viết thành câu (and, or, not); dùng gte, lte, eq …", "condition")
            return (), (), 50
        if not isinstance(found, dict):
            self.fault("Thiếu condition, như gte: 10.", "condition")
            return (), (), 50
        for key in found.keys() - COMPARISONS.keys() - {"field", "percentile"}:
            self.fault(f"Không biết “{str(key)[:60]}” trong condition.", "condition", str(key))
        tests = self.tests(found)
        fields = self.counted_fields(kind, found)
        percentile = found.get("percentile", 50)
        if kind == "value_percentile" and "percentile" not in found:
            self.fault(
                "value_percentile cần “percentile” với một số; quy cách 2.1 không nói nghĩa khi thiếu.",
                "condition",
            )
        if (
            isinstance(percentile, bool)
            or not isinstance(percentile, int | float)
            or not 0 <= percentile <= 100
        ):
            self.fault("percentile phải là số từ 0 đến 100.", "condition", "percentile")
            percentile = 50
        if kind == "temporal_ordered" and any(test not in {("gte", rules), ("eq", rules)} for test in tests):
            self.fault(
                "temporal_ordered cần mọi quy tắc; bỏ condition, hoặc ghi gte bằng số quy tắc.", "condition"
            )
        return tuple(tests), fields, float(percentile)

    def tests(self, found: dict[str, Any]) -> list[tuple[str, float]]:
        tests: list[tuple[str, float]] = []
        for name in COMPARISONS:
            if name in found:
                bound = found[name]
                if isinstance(bound, bool) or not isinstance(bound, int | float) or not math.isfinite(bound):
                    self.fault(f"“{name}” phải là một số.", "condition", name)
                else:
                    tests.append((name, float(bound)))
        if not tests:
            self.fault("condition cần gt, gte, lt, lte, eq hay neq với một số.", "condition")
        return tests

    def counted_fields(self, kind: str, condition: dict[str, Any]) -> tuple[str, ...]:
        found = condition.get("field")
        found = [] if found is None else found if isinstance(found, list) else [found]
        if not all(isinstance(one, str) and one for one in found) or len(found) > MOST_GROUPED:
            self.fault("field phải là tên trường.", "condition", "field")
            return ()
        needs = kind in MEASURING or kind == COUNTING[1]
        if needs and not found:
            self.fault(f"{kind} cần field trong condition.", "condition")
        if not needs and found:
            self.fault(f"{kind} không dùng field trong condition.", "condition", "field")
        if kind in MEASURING and len(found) > 1:
            self.fault(f"{kind} tính trên một trường.", "condition", "field")
        return tuple(found)

    def aliases(self) -> dict[str, dict[str, str]]:
        found = self.section.get("aliases") or {}
        if not isinstance(found, dict) or not all(
            isinstance(one, dict) and all(isinstance(name, str) for name in [*one, *one.values()])
            for one in found.values()
        ):
            self.fault("aliases phải là: tên chung, rồi tên quy tắc: tên trường.", "aliases")
            return {}
        return {str(name): dict(mapping) for name, mapping in found.items()}
