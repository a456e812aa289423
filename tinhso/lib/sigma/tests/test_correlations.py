"""Correlations on sign-ins of our own: counts, order, groups, aliases, chains, filters."""

import pytest

from tinhso.lib.sigma.finds import NO_NAME
from tinhso.lib.sigma.tests.makers import logon, outcome_of, windows

BASE = """
title: Đăng nhập sai
name: sai
id: 53ba33fd-3a50-4468-a5ef-c583635cfa92
logsource: {product: windows, service: security}
detection: {selection: {EventID: 4625}, condition: selection}
---
title: Đăng nhập được
name: duoc
logsource: {product: windows, service: security}
detection: {selection: {EventID: 4624}, condition: selection}
---
title: Tương quan
correlation:
"""


def windows_found(section: str, records: list[dict], rest: str = "") -> list[tuple[float, int]]:
    """Of each find of the correlation: minutes after eight when it begins, and how many events it has."""
    outcome = outcome_of(
        BASE + "".join(f"  {line}\n" for line in section.strip().split("\n")) + rest, records
    )
    assert not outcome.refused, outcome.refused
    start = 1772438400
    return [((one.begin - start) / 60, one.events) for one in outcome.finds[2]]


def section(
    kind: str, rules: str = "sai", condition: str = "gte: 3", group: str = "TargetUserName", span: str = "10m"
) -> str:
    asked = f"\ncondition: {{{condition}}}" if condition else ""
    return f"type: {kind}\nrules: [{rules}]\ngroup-by: [{group}]\ntimespan: {span}{asked}"


FIVE = [logon(4625, minute, "an") for minute in (0, 1, 2, 3, 30)]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("gte: 4", [(0, 4)]),
        ("gt: 4", []),
        ("gt: 3", [(0, 4)]),
        ("eq: 4", [(0, 4)]),
        ("eq: 1", [(30, 1)]),
        ("lt: 2", [(30, 1)]),
        ("lte: 1", [(30, 1)]),
        ("neq: 4", [(30, 1)]),
        ("gt: 1, lte: 4", [(0, 4)]),
        ("gt: 1, lt: 4", []),
    ],
)
def test_events_are_counted_in_windows_that_slide(condition, found):
    assert windows_found(section("event_count", condition=condition), FIVE) == found


def test_a_window_reaches_over_full_hours_and_ends_with_its_span():
    late = [logon(4625, minute, "an") for minute in (58, 62, 67.9)]
    assert windows_found(section("event_count"), late) == [(58, 3)]
    assert windows_found(section("event_count"), [*late[:2], logon(4625, 68.1, "an")]) == []


def test_each_group_counts_alone_and_what_has_no_group_not_at_all():
    mixed = [logon(4625, 0, "an"), logon(4625, 1, "AN"), logon(4625, 2, "bình"), logon(4625, 3, "cúc")]
    assert windows_found(section("event_count"), mixed) == []
    assert windows_found(section("event_count"), [*mixed, logon(4625, 4, "An")]) == [(0, 3)]
    nobody = [windows(4625, "Security") for _ in range(5)]
    assert windows_found(section("event_count"), nobody) == []
    assert windows_found(section("event_count", group=""), nobody) == [(0, 5)]


def test_distinct_values_are_counted_within_a_group():
    records = [
        logon(4625, minute, user, WorkstationName="ws") for minute, user in enumerate(("a", "b", "B", "c"))
    ]
    one = section("value_count", condition="gte: 3, field: TargetUserName", group="WorkstationName")
    assert windows_found(one, records) == [(0, 4)]
    assert windows_found(one.replace("gte: 3", "gte: 4"), records) == []
    assert windows_found(one.replace("gte: 3", "eq: 3"), records) == [(0, 4)]
    assert windows_found(one.replace("10m", "1m"), records) == []
    pair = one.replace("field: TargetUserName", "field: [TargetUserName, WorkstationName]")
    assert windows_found(pair, records) == [(0, 4)]


def test_numbers_of_a_field_are_summed_and_averaged():
    records = [logon(4625, minute, "an", Size=size) for minute, size in enumerate((10, "20", 30, "x"))]
    for kind, condition, found in (
        ("value_sum", "gte: 60, field: Size", True),
        ("value_sum", "gt: 60, field: Size", False),
        ("value_avg", "eq: 20, field: Size", True),
        ("value_median", "eq: 20, field: Size", True),
        ("value_percentile", "lte: 10, field: Size, percentile: 1", True),
        ("value_percentile", "gte: 31, field: Size, percentile: 99", False),
    ):
        assert bool(windows_found(section(kind, condition=condition), records)) is found


def test_all_rules_within_the_time_in_any_order():
    both = [logon(4624, 0, "an"), logon(4625, 5, "an")]
    assert windows_found(section("temporal", "sai, duoc", ""), both) == [(0, 2)]
    assert windows_found(section("temporal", "sai, duoc", "", span="4m"), both) == []
    assert windows_found(section("temporal", "sai, duoc", ""), [both[0], logon(4625, 5, "bình")]) == []
    assert windows_found(section("temporal", "sai, duoc", "gte: 1"), both[:1]) == [(0, 1)]
    assert windows_found(section("temporal", "sai, duoc", "eq: 1"), both) == []


def test_order_is_really_asked():
    asked = section("temporal_ordered", "sai, duoc", "")
    assert windows_found(asked, [logon(4625, 0, "an"), logon(4624, 5, "an")]) == [(0, 2)]
    assert windows_found(asked, [logon(4624, 0, "an"), logon(4625, 5, "an")]) == []
    repeated = [logon(4625, 0, "an"), logon(4624, 30, "an"), logon(4625, 31, "an"), logon(4624, 33, "an")]
    assert windows_found(asked, repeated) == [(31, 2)]
    assert windows_found(section("temporal_ordered", "sai, sai", ""), [logon(4625, 0, "an")]) == []
    assert windows_found(section("temporal_ordered", "sai, duoc, sai", ""), repeated[1:3]) == []
    three = [logon(4625, 0, "an"), logon(4624, 1, "an"), logon(4625, 2, "an")]
    assert windows_found(section("temporal_ordered", "sai, duoc, sai", ""), three) == [(0, 3)]


def test_aliases_join_fields_of_different_names():
    records = [
        windows(4625, "Security", "2026-03-02T08:00:00Z", Source="10.0.0.1"),
        windows(4624, "Security", "2026-03-02T08:00:05Z", Target="10.0.0.1"),
        windows(4624, "Security", "2026-03-02T08:00:06Z", Target="10.0.0.2"),
    ]
    aliases = "\naliases: {may: {sai: Source, duoc: Target}}"
    asked = section("temporal", "sai, duoc", "", group="may", span="10s") + aliases
    assert windows_found(asked, records) == [(0, 2)]
    lacking = outcome_of(
        BASE
        + "  type: temporal\n  rules: [sai, duoc]\n  group-by: [may]\n  timespan: 5m\n  aliases: {may: {sai: Source}}\n",
        records,
    )
    assert "aliases" in lacking.refused[2]


CHAIN = """
---
title: Nhiều lần sai rồi được
correlation:
  type: temporal_ordered
  rules: [nhieu, duoc]
  group-by: [TargetUserName]
  timespan: 10m
"""


def test_a_correlation_of_a_correlation():
    inner = section("event_count", condition="gte: 3", group="Computer") + CHAIN
    text = BASE.replace("title: Tương quan", "title: Nhiều lần sai\nname: nhieu")
    fails = [logon(4625, minute, "an") for minute in (0, 1, 2)]

    def counts(records):
        outcome = outcome_of(
            text
            + "".join(
                f"  {line}\n"
                if line and not line.startswith(("---", "title", "correlation", "  "))
                else f"{line}\n"
                for line in inner.split("\n")
            ),
            records,
        )
        assert not outcome.refused, outcome.refused
        return outcome.counts[3], outcome.counts[2]

    assert counts([*fails, logon(4624, 3, "an")]) == (1, 0)
    assert counts([logon(4624, 0, "an"), *fails]) == (0, 0)
    assert counts([*fails, logon(4624, 3, "bình")]) == (0, 0)
    assert counts([*fails, logon(4624, 13, "an")]) == (0, 0)
    within = [*fails, logon(4624, 3, "an"), logon(4625, 4, "an")]
    assert counts(within) == (1, 0)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("type: event_count\nrules: [khong]\ntimespan: 5m\ncondition: {gte: 1}", "Không có quy tắc “khong”"),
        ("type: event_count\nrules: [sai]\ntimespan: 5x\ncondition: {gte: 1}", "timespan"),
        ("type: event_count\nrules: [sai]\ntimespan: 5m", "Thiếu condition"),
        ("type: temporal\nrules: [sai]\ntimespan: 5m\ncondition: sai and duoc", "viết thành câu"),
        ("type: value_count\nrules: [sai]\ntimespan: 5m\ncondition: {gte: 1}", "cần field"),
        ("type: near\nrules: [sai]\ntimespan: 5m\ncondition: {gte: 1}", "type phải là"),
        ("type: temporal_ordered\nrules: [sai, duoc]\ntimespan: 5m\ncondition: {gte: 1}", "cần mọi quy tắc"),
        ("type: event_count\nrules: [sai]\ntimespan: 5m\ncondition: {gte: nhieu}", "phải là một số"),
        ("type: event_count\nrules: [sai]\ntimespan: 5m\ngroup: [x]\ncondition: {gte: 1}", "Không biết khóa"),
    ],
)
def test_a_correlation_that_cannot_be_run_says_why(lines, words):
    text = BASE + "".join(f"  {line}\n" for line in lines.split("\n"))
    assert words in outcome_of(text, FIVE).refused[2]


def test_two_that_call_each_other_are_refused():
    one = "title: {0}\nname: {0}\ncorrelation:\n  type: event_count\n  rules: [{1}]\n  timespan: 5m\n  condition: {{gte: 1}}\n"
    outcome = outcome_of(one.format("a", "b") + "---\n" + one.format("b", "a"), FIVE)
    assert set(outcome.refused) == {0, 1}


def test_rules_that_serve_a_correlation_are_silent_unless_it_says_so():
    asked = "".join(f"  {line}\n" for line in section("event_count").split("\n"))
    assert outcome_of(BASE + asked, FIVE).counts[0] == 0
    assert outcome_of(BASE + asked + "  generate: true\n", FIVE).counts[0] == 5


FILTER = """
---
title: Bỏ qua tài khoản dịch vụ
logsource: {product: windows}
filter:
  rules: [%s]
  selection: {TargetUserName|startswith: svc_}
  condition: not selection
"""


@pytest.mark.parametrize("named", ["sai", "53ba33fd-3a50-4468-a5ef-c583635cfa92", "any"])
def test_a_filter_lies_over_the_rules_it_names_and_their_correlations(named):
    records = [logon(4625, minute, "svc_sao_luu") for minute in range(5)]
    asked = "".join(f"  {line}\n" for line in section("event_count").split("\n"))
    assert outcome_of(BASE + asked, records).counts[2] == 1
    assert outcome_of(BASE + asked + FILTER % named, records).counts[2] == 0
    assert outcome_of(BASE + asked + FILTER % "duoc", records).counts[2] == 1
    other = FILTER.replace("product: windows", "product: linux")
    assert outcome_of(BASE + asked + other % named, records).counts[2] == 1


def test_an_event_without_a_time_is_counted_and_correlated_with_nothing():
    records = [windows(4625, "Security", "", TargetUserName="an") for _ in range(5)]
    outcome = outcome_of(
        BASE + "".join(f"  {line}\n" for line in section("event_count").split("\n")), records
    )
    assert (outcome.untimed, outcome.counts[2]) == (5, 0)


@pytest.mark.long
def test_ten_thousand_of_a_window_of_a_hundred_are_one_find_and_no_person_is_named():
    records = [logon(4625, number / 200, "an") for number in range(10_000)]
    lines = section("event_count", condition="gte: 100", group="ai").split("\n")
    text = BASE + "".join(f"  {line}\n" for line in [*lines, "aliases: {ai: {sai: TargetUserName}}"])
    outcome = outcome_of(text, records)
    assert [(one.events, one.fields) for one in outcome.finds[2]] == [(10_000, {"ai": NO_NAME})]
