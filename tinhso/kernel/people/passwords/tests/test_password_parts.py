import gzip
import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from tinhso.kernel.people.passwords import breached_list
from tinhso.kernel.people.passwords.breached import NotBreached, holds
from tinhso.kernel.people.passwords.parts import NotPutTogether

COMMON = ["Password1234", "iloveyou2020!", "P@ssw0rd!2024", "qwertyuiop123", "1q2w3e4r5t6y", "123456789012"]
GOOD_PASSWORDS = [
    "tre-xanh-lang-Sy-1418",
    "thanh hoa que toi bien xanh",
    "x9#kq!vTb2-rz",
    "mua xuan ve tren ban",
]


@pytest.mark.parametrize("word", [*COMMON, "abcabcabcabc", "dragonmonkey99", "zxcvbnmasdfgh"])
def test_what_is_put_together_of_common_parts_is_refused(word):
    with pytest.raises(ValidationError, match="ghép từ"):
        NotPutTogether().validate(word)


@pytest.mark.parametrize("word", GOOD_PASSWORDS)
def test_words_of_ones_own_pass(word):
    NotPutTogether().validate(word)


def digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest().upper()


@pytest.fixture
def leaked(tmp_path: Path, settings) -> Path:
    lines = sorted(f"{digest(f'lộ {n}')}:{n}" for n in range(500))
    (tmp_path / "leaked.txt").write_text("\r\n".join(lines) + "\r\n")
    settings.BREACHED_PASSWORDS = str(tmp_path / "leaked.txt")
    return tmp_path / "leaked.txt"


def test_every_line_of_the_list_is_found_and_nothing_else(leaked: Path):
    assert all(holds(leaked, digest(f"lộ {n}")) for n in range(500))
    assert not any(holds(leaked, digest(f"kín {n}")) for n in range(500))
    assert not holds(leaked, "0" * 64)
    assert not holds(leaked, "F" * 64)


def test_a_breached_password_is_refused_and_without_a_list_nobody_is_asked(leaked: Path, settings):
    with pytest.raises(ValidationError, match="rò rỉ"):
        NotBreached().validate("lộ 7")
    NotBreached().validate("kín 7")
    settings.BREACHED_PASSWORDS = ""
    NotBreached().validate("lộ 7")


def test_a_list_that_is_named_and_missing_takes_no_password_unasked(settings, tmp_path: Path):
    settings.BREACHED_PASSWORDS = str(tmp_path / "none.txt")
    with pytest.raises(OSError):
        NotBreached().validate("kín 7")


def test_lists_of_any_size_become_one_sorted_file_of_what_our_rule_would_take(
    tmp_path, settings, monkeypatch
):
    monkeypatch.setattr(breached_list, "DIGESTS_AT_A_TIME", 7)
    settings.STATE, settings.BREACHED_PASSWORDS = tmp_path / "state", ""
    words = [f"Mật khẩu đã lộ {number}" for number in range(50)]
    (tmp_path / "a.txt").write_bytes("\r\n".join([*words, "ngắn", "x" * 500, ""]).encode())
    (tmp_path / "b.gz").write_bytes(
        gzip.compress(("\n".join(words[:10]) + "\nkhác hẳn dòng trên\n\xff").encode("latin-1", "replace"))
    )
    call_command("load_breached_passwords", tmp_path / "a.txt", tmp_path / "b.gz", verbosity=0)
    made = tmp_path / "state" / "breached-passwords"
    lines = made.read_text().splitlines()
    assert lines == sorted(set(lines)) and len(lines) >= 100
    assert [file.name for file in made.parent.iterdir()] == ["breached-passwords"]
    settings.BREACHED_PASSWORDS = str(made)
    for word in (words[7], words[7].lower(), words[49].upper()):
        with pytest.raises(ValidationError, match="rò rỉ"):
            NotBreached().validate(word)
    assert not holds(made, digest("ngắn"))
    NotBreached().validate("tre-xanh-lang-Sy-1418")


def test_a_list_that_cannot_be_read_leaves_the_one_before(tmp_path, settings):
    settings.BREACHED_PASSWORDS = str(tmp_path / "list")
    (tmp_path / "list").write_text(digest("mật khẩu đã lộ") + "\n")
    (tmp_path / "broken.gz").write_bytes(b"\x1f\x8b\x08 no gzip")
    for name in ("none.txt", "broken.gz"):
        with pytest.raises(CommandError):
            call_command("load_breached_passwords", tmp_path / name)
    assert holds(tmp_path / "list", digest("mật khẩu đã lộ"))
