import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from tinhso.kernel.people.breached_passwords import NotBreached, holds
from tinhso.kernel.people.password_parts import NotPutTogether

COMMON = ["Password1234", "iloveyou2020!", "P@ssw0rd!2024", "qwertyuiop123", "1q2w3e4r5t6y", "123456789012"]
OWN = ["tre-xanh-lang-Sy-1418", "thanh hoa que toi bien xanh", "x9#kq!vTb2-rz", "mua xuan ve tren ban"]


@pytest.mark.parametrize("word", [*COMMON, "abcabcabcabc", "dragonmonkey99", "zxcvbnmasdfgh"])
def test_what_is_put_together_of_common_parts_is_refused(word):
    with pytest.raises(ValidationError, match="ghép từ"):
        NotPutTogether().validate(word)


@pytest.mark.parametrize("word", OWN)
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
