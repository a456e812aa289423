"""Texts of strangers: each fault with its line, nothing that grows."""

import pytest

from tinhso.lib.sigma.documents import MOST_BYTES, Refused
from tinhso.lib.sigma.reading import read_rules
from tinhso.lib.sigma.tests.makers import faults_of

GOOD = """title: Một
id: 6F3E2987-db24-4c78-a860-b4f4095a7095
level: high
status: test
author: Nguyễn Văn A
license: DRL-1.1
date: 2026-01-02
tags: [attack.t1003, attack.execution]
references: [https://vidu.example]
falsepositives: [Quản trị]
logsource: {product: windows, category: process_creation}
detection:
  s:
    Image: a
  condition: s
"""


def test_what_a_rule_says_of_itself_is_read():
    rule = read_rules(GOOD)[0]
    assert (rule.title, rule.level, rule.status, rule.author) == ("Một", "high", "test", "Nguyễn Văn A")
    assert rule.identifier == "6f3e2987-db24-4c78-a860-b4f4095a7095"
    assert (rule.licence, rule.date, rule.tags) == (
        "DRL-1.1",
        "2026-01-02",
        ("attack.t1003", "attack.execution"),
    )
    assert rule.fields == ("Image",)


def test_one_bad_document_spoils_no_other():
    rules = read_rules(GOOD + "---\ntitle: [\n---\n" + GOOD)
    assert [bool(one.faults) for one in rules] == [False, True, False]
    assert rules[1].faults[0].line >= 17


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("    Image: a", "    Image|khong: a", 14, "bổ ngữ “khong”"),
        ("    Image: a", "    Image|cidr: a", 14, "CIDR"),
        ("    Image: a", "    Image|re: '('", 14, "Biểu thức chính quy"),
        ("    Image: a", "    Image|gt: a", 14, "không hợp"),
        ("condition: s", "condition: t", 15, "condition không đúng"),
        ("condition: s", "condition: s |count() > 5", 15, "condition không đúng"),
        ("condition: s", "condition: 1 of t*", 15, "condition không đúng"),
        ("condition: s", "other: {a: b}", 12, "Thiếu condition"),
        ("level: high", "level: rất cao", 3, "level"),
        ("title: Một", "titel: Một", 1, "Thiếu title"),
        ("author: Nguyễn Văn A", "author: {a: b}", 5, "phải là một chữ"),
        ("status: test", "level: low", 4, "viết hai lần"),
        ("    Image: a", "    Image: &a x\n    B: *a", 14, "neo"),
        ("logsource: {product: windows, category: process_creation}", "logsource: {}", 11, "logsource"),
        ("detection:", "action: global\ndetection:", 12, "action"),
        ("  condition: s", "  timeframe: 5m\n  condition: s", 15, "timeframe"),
        ("title: Một", "title: Một\ntaxonomy: ecs", 2, "taxonomy"),
    ],
)
def test_a_fault_has_its_line(old, new, line, words):
    found = faults_of(GOOD.replace(old, new))
    assert any(words in one for _, one in found), found
    assert next(at for at, one in found if words in one) == line


@pytest.mark.parametrize(
    "text",
    ["", "---\n---\n", "# chỉ có chú thích\n", "a: " + "x" * MOST_BYTES, "---\n".join(["a: 1\n"] * 502)],
)
def test_nothing_and_too_much_are_refused(text):
    with pytest.raises(Refused):
        read_rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        "a: " + "[" * 500 + "]" * 500,
        "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]",
        "!!python/object/apply:os.system ['x']",
        "? [a, b]\n: c",
        "a: 2026-99-99",
        "- một\n- hai",
        "chữ",
        "title: x\n\tb: c",
        "\x00",
        "title: " + "9" * 5000,
        "filter: 1\ntitle: x",
        "correlation: 1\ntitle: x",
        "detection: 1\ntitle: x\nlogsource: {product: windows}",
        "title: x\nlogsource: {product: windows}\ndetection: {condition: s, s: {a: {b: {c: d}}}}",
        "title: x\nlogsource: {product: windows}\ndetection: {condition: "
        + "(" * 2000
        + "s"
        + ")" * 2000
        + ", s: {a: b}}",
        "title: x\nlogsource: {product: windows}\ndetection: {condition: [], s: {a: b}}",
        "title: x\nlogsource: {product: windows}\ndetection: {condition: s, s: []}",
        "title: x\nlogsource: {product: windows}\ndetection: {condition: s, s: {}}",
        "title: x\nlogsource: {product: windows}\ndetection: {condition: s, s: {a|base64offset: 'b*'}}",
        "title: x\nlogsource: [windows]\ndetection: {condition: s, s: {a: b}}",
        "title: x\nlogsource: {product: windows}\nfilter: {rules: {a: b}, s: {a: b}, condition: s}",
    ],
)
def test_strange_documents_are_faults_and_no_crash(text):
    rules = read_rules(text)
    assert all(one.faults for one in rules)
