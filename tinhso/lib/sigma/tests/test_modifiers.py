"""Each modifier of Sigma v2 on events of our own."""

import base64

import pytest

from tinhso.lib.sigma.tests.makers import found_by, outcome_of, selection, windows

COMMANDS = [
    windows(
        CommandLine=r"C:\Windows\System32\WHOAMI.exe /all", Image=r"C:\Windows\System32\whoami.exe", Size=10
    ),
    windows(CommandLine="whoami –all 100% _x_", Image=r"D:\tools\whoami.exe", Size="20", Ip="10.1.2.3"),
    windows(CommandLine="", Image=None, Ip="fe80::1%eth0"),
    windows(Image=r"C:\a*b?c.exe", CommandLine="một hai\nBA", Other=r"c:\A*b?C.EXE", Ip="2001:db8::7"),
]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (r"CommandLine|contains: 'whoAMI'", [0, 1]),
        (r"Image|endswith: '\whoami.exe'", [0, 1]),
        (r"Image|startswith: 'c:\'", [0, 3]),
        (r"CommandLine|contains|all: [whoami, all]", [0, 1]),
        (r"CommandLine|contains|all: [whoami, '/all']", [0]),
        (r"CommandLine|contains: '100% _x'", [1]),
        (r"CommandLine|contains: '%'", [1]),
        (r"CommandLine|contains: '_'", [1]),
        (r"CommandLine: 'whoami*x_'", [1]),
        (r"CommandLine: '*who?mi*'", [0, 1]),
        (r"Image: 'C:\\a\*b\?c.exe'", [3]),
        (r"Image: 'C:\a*c.exe'", [3]),
        (r"Image|cased: 'c:\a\*b\?c.exe'", []),
        (r"Other|cased: 'c:\A\*b\?C.EXE'", [3]),
        (r"Image|cased|endswith: 'WHOAMI.exe'", []),
        (r"CommandLine|re: 'WHOAMI\.exe$'", []),
        (r"CommandLine|re: 'WHOAMI\.exe /'", [0]),
        (r"CommandLine|re|i: 'whoami\.EXE /'", [0]),
        (r"CommandLine|re: '^BA$'", []),
        (r"CommandLine|re|m: '^BA$'", [3]),
        (r"CommandLine|re: 'hai.BA'", []),
        (r"CommandLine|re|s: 'hai.BA'", [3]),
        (r"CommandLine|re|i|s: 'HAI.ba'", [3]),
        (r"Ip|cidr: 10.0.0.0/8", [1]),
        (r"Ip|cidr: ['192.168.0.0/16', '2001:db8::/32', 'fe80::/10']", [2, 3]),
        (r"CommandLine|windash|contains: ' -all'", [0, 1]),
        (r"Size: 10", [0]),
        (r"Size: '10'", [0]),
        (r"Size: [10, 20]", [0, 1]),
        (r"Size|gt: 10", [1]),
        (r"Size|gte: 10", [0, 1]),
        (r"Size|lt: 20", [0]),
        (r"Size|lte: 20", [0, 1]),
        (r"Size|neq: 10", [1, 2, 3]),
        (r"Ip|exists: true", [1, 2, 3]),
        (r"Ip|exists: false", [0]),
        (r"CommandLine: ''", [2]),
        (r"Ip: null", [0]),
        (r"Image|fieldref: Other", [3]),
        (r"Image|fieldref|startswith: Other", [3]),
        (r"CommandLine|contains: [hai, '/all']", [0, 3]),
        (r"Image: '*'", [0, 1, 2, 3]),
    ],
)
def test_a_modifier_finds_its_events_and_no_other(line, found):
    assert found_by(selection(line), COMMANDS) == found


def test_what_is_encoded_is_found_at_each_offset():
    secret = "http://vidu.example"
    records = [
        windows(CommandLine=base64.b64encode(b" " * shift + secret.encode() + b"!").decode())
        for shift in range(4)
    ]
    wide = [
        windows(CommandLine=base64.b64encode(b"\0" * shift + secret.encode("utf-16le")).decode())
        for shift in range(3)
    ]
    assert found_by(selection(f"CommandLine|base64offset|contains: '{secret}'"), records) == [0, 1, 2, 3]
    assert found_by(selection(f"CommandLine|wide|base64offset|contains: '{secret}'"), wide) == [0, 1, 2]
    whole = [windows(CommandLine=base64.b64encode(secret.encode()).decode())]
    assert found_by(selection(f"CommandLine|base64: '{secret}'"), whole) == [0]


def test_a_marked_wide_text_and_the_other_order():
    marked = [windows(CommandLine=base64.b64encode(b"\xff\xfe" + "abc".encode("utf-16le")).decode())]
    turned = [windows(CommandLine=base64.b64encode("abc".encode("utf-16be")).decode())]
    assert found_by(selection("CommandLine|utf16|base64|contains: abc"), marked) == [0]
    assert found_by(selection("CommandLine|utf16be|base64|contains: abc"), turned) == [0]


def test_placeholders_want_values():
    line = selection("CommandLine|expand|contains: '%lenh%'")
    assert found_by(line, COMMANDS, {"lenh": ("x_", "hai")}) == [1, 3]
    assert found_by(line, COMMANDS, {"lenh": ("_*",)}) == []
    outcome = outcome_of(
        "title: t\nlogsource: {product: windows, category: process_creation}\n" + line, COMMANDS
    )
    assert outcome.refused == {0: "Chưa có giá trị cho %lenh%."}
    assert not outcome.counts


def test_words_lie_anywhere_and_in_any_case():
    words = "detection:\n  keywords: ['TOOLS\\', 'khong co']\n  condition: keywords\n"
    assert found_by(words, COMMANDS) == [1]
    both = "detection:\n  keywords:\n    '|all': [whoami, '100%']\n  condition: keywords\n"
    assert found_by(both, COMMANDS) == [1]
    assert found_by("detection:\n  keywords: ['who*all']\n  condition: keywords\n", COMMANDS) == [0, 1]
    assert found_by("detection:\n  k:\n    '|re': '^D:'\n  condition: k\n", COMMANDS) == [1]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("1 of them", [0, 1, 3]),
        ("all of them", []),
        ("any of selection_*", [0, 1]),
        ("all of selection*", [1]),
        ("selection_a and not selection_b", [0]),
        ("not 1 of selection_*", [2, 3]),
        ("(selection_a or other) and not selection_b", [0, 3]),
    ],
)
def test_conditions_over_several_selections(condition, found):
    text = (
        "detection:\n  selection_a: {CommandLine|contains: whoami}\n  selection_b: {Image|startswith: 'D:'}\n"
        f"  other: {{CommandLine|contains: hai}}\n  condition: {condition}\n"
    )
    assert found_by(text, COMMANDS) == found


def test_a_list_of_maps_is_any_of_them_and_lines_of_one_all():
    text = "detection:\n  selection:\n    - CommandLine|contains: hai\n      Image|contains: khong\n    - Size: 10\n  condition: selection\n"
    assert found_by(text, COMMANDS) == [0]


def test_several_conditions_are_any_of_them():
    text = "detection:\n  a: {Size: 10}\n  b: {Size: 20}\n  condition: [a, b]\n"
    assert found_by(text, COMMANDS) == [0, 1]


def test_a_field_with_several_values_and_parts_of_a_time():
    records = [
        {
            "Event": windows()["Event"]
            | {"EventData": {"Data": {"#text": ["một", "hai"]}, "When": "2026-05-07 13:45:00"}}
        }
    ]
    assert found_by(selection("Data: hai"), records) == [0]
    assert found_by(selection("Data|all: [một, hai]"), records) == [0]
    assert found_by(selection("Data: 'một hai'"), records) == []
    for part, value in (("minute", 45), ("hour", 13), ("day", 7), ("week", 19), ("month", 5), ("year", 2026)):
        assert found_by(selection(f"When|{part}: {value}"), records) == [0]
        assert found_by(selection(f"When|{part}: {value + 1}"), records) == []


def test_true_and_null_of_json_lines():
    records = [windows(a=True, b="x"), windows(a="false")]
    assert found_by(selection("a: true"), records) == [0]
    assert found_by(selection("b: null"), records) == [1]
