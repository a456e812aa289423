"""The list beside OWASP ASVS: whole, known in its states, with files and tests that exist; the page tells the same sums."""

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from tinhso.casework.tracking.views import track
from tinhso.citizen.sender import phones
from tinhso.config.compliance import asvs
from tinhso.kernel.files.public import UploadRules
from tinhso.kernel.notices import sms
from tinhso.kernel.people.accounts.views import activate
from tinhso.kernel.people.sign_in import account_forms
from tinhso.onestop.dossier import consent as consents

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
RULES = ROOT / "tinhso/config/packs/thanh_hoa/rules.csv"
# The standard's own count: level 1 and level 2 of each chapter.
OF_THE_STANDARD = {
    1: (8, 19),
    2: (4, 7),
    3: (8, 11),
    4: (2, 8),
    5: (4, 5),
    6: (13, 22),
    7: (6, 12),
    8: (4, 3),
    9: (4, 3),
    10: (5, 24),
    11: (3, 11),
    12: (3, 6),
    13: (1, 12),
    14: (2, 7),
    15: (3, 10),
    16: (0, 16),
    17: (0, 7),
}
PARTS = ("Ways in", "Limits against guessing", "Sessions", "Input", "Keys and cryptography", "Logs")
PARTS += ("Costly work and its bounds", "Classes of data")


def test_every_requirement_of_levels_one_and_two_stands_once():
    found = asvs.lines()
    assert not [number for number, times in Counter(one.id for one in found).items() if times > 1]
    counts = Counter((one.chapter, one.level) for one in found)
    assert {n: (counts[n, 1], counts[n, 2]) for n in asvs.CHAPTERS} == OF_THE_STANDARD
    assert {one.level for one in found} == {1, 2} and len(found) == 253
    assert all(re.fullmatch(r"\d{1,2}\.\d\.\d{1,2}", one.id) for one in found)


def test_a_line_is_in_our_own_few_words_and_a_state_has_its_reason():
    for one in asvs.lines():
        assert one.state in asvs.STATES, one
        assert 0 < len(one.asks.split()) <= 12 and "Verify" not in one.asks, one
        assert one.note or one.state == "met", one


def test_what_is_met_names_a_file_and_a_test_that_exist():
    for one in asvs.lines():
        if one.state == "met":
            assert one.where and one.proof, one.id
        if one.where:
            assert (ROOT / one.where).is_file(), (one.id, one.where)
        if one.proof:
            path, _, name = one.proof.partition("::")
            assert name in named_in(path), (one.id, one.proof)


@cache
def named_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_page_prints_the_same_sums():
    rows = re.findall(r"^\| (?:V\d+ [^|]*|all) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", PAGE, re.MULTILINE)
    assert rows == [row[1:] for row in asvs.summary()]


@pytest.mark.parametrize("state", ["not_met", "partly"])
def test_the_page_names_every_gap_it_says_it_names(state):
    gaps = [one for one in asvs.lines() if one.state == state and (state == "not_met" or one.level == 1)]
    for one in gaps:
        level = f" (level {one.level})" if state == "not_met" else ""
        assert f"- {one.id}{level}, {one.asks}: {one.note}" in PAGE, one.id


def test_the_page_has_every_part():
    assert not [part for part in PARTS if f"\n## {part}\n" not in PAGE]
    safe = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "docs/security.md" in safe and "working days" in safe.split("## Libraries")[1]


# What a line asks to be written down, and the words that say it: without them the line is not met.
WRITTEN = {
    "6.1.3": ("docs/security.md", "There is no other way in: every address has a guard"),
    "7.1.2": ("docs/security.md", "Any number of\nsessions side by side is allowed"),
    "7.1.3": ("docs/security.md", "signing out here does not sign\nout there"),
    "8.1.1": (
        "tinhso/kernel/people/README.md",
        "`citizen_required`, `officer_required`, `role_required(Head)`",
    ),
    "15.1.1": ("SECURITY.md", "reaches us is closed within 3 working days"),
    "15.1.3": ("docs/security.md", "child processes with limits of time and memory, few at once, 503 beyond"),
    "16.1.1": ("docs/security.md", "refused sign-ins: JSON lines, UTC, no names | standard output"),
}


@pytest.mark.parametrize("number", WRITTEN)
def test_what_is_to_be_written_down_is(number):
    place, words = WRITTEN[number]
    assert words in (ROOT / place).read_text(encoding="utf-8")
    assert number in {
        one.id for one in asvs.lines() if one.proof.endswith("::test_what_is_to_be_written_down_is")
    }


def test_the_page_tells_the_numbers_that_hold():
    rules, length = UploadRules(), settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"]["min_length"]
    megabytes = 1_000_000
    statements = [
        f"ends {settings.SESSION_COOKIE_AGE // 3600} hours after signing in",
        f"at least {length} characters, any characters, up to 200",
        f"{account_forms.CODE_TRIES} tries of one account",
        f"{activate.TRIES} from one address",
        f"{track.TRIES} from one address in ten minutes; by SMS {sms.MOST} an hour",
        f"6 digits, {phones.MINUTES} minutes, {phones.MOST_TRIES} tries |",
        f"6 digits, {consents.MINUTES} minutes, {consents.MOST_TRIES} tries; ",
        f"{settings.MOST_REQUEST_BYTES // megabytes} MB at most, 5 MB without files",
        f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS} fields",
        f"{rules.max_size // megabytes} MB a file, {rules.max_files} files and {rules.max_total // megabytes} MB",
    ]
    assert not [words for words in statements if words not in PAGE]
    assert phones.MINUTES <= 10 and consents.MINUTES <= 10 and length >= 8
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == 5 * 1024**2
    assert not set(re.findall(r"`(security\.\w+)`", PAGE)) - rule_keys()


def test_no_rule_makes_a_password_expire():
    assert not [key for key in rule_keys() if "password" in key]


def rule_keys() -> set[str]:
    with RULES.open(encoding="utf-8", newline="") as file:
        return {row["key"] for row in csv.DictReader(file)}


def test_the_dossier_names_every_requirement_that_is_still_open():
    named = {number for _, _, numbers in asvs.open_lines() for number in numbers.split(", ")}
    assert named == {one.id for one in asvs.lines() if one.state in ("not_met", "partly")}


def test_the_dossier_gets_a_row_a_chapter_and_the_sum():
    rows = asvs.summary()
    assert len(rows) == len(asvs.CHAPTERS) + 1
    assert sum(map(int, rows[-1][1:])) == 253 == sum(int(n) for row in rows[:-1] for n in row[1:])
