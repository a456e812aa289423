"""Wrong words of a command are told in Vietnamese, in English where LANG says so."""

import pytest

from tinhso.config.command_line.argument_parser import in_vietnamese
from tinhso.config.parsers import COMMANDS, WITHOUT_WORDS, parser_of


@pytest.fixture
def message_of(capsys, monkeypatch):
    def read(*words, lang=""):
        for name in ("LC_ALL", "LC_MESSAGES"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("LANG", lang)
        with pytest.raises(SystemExit) as ended:
            parser_of(words[0])[1].parse_args(words[1:])
        assert ended.value.code == 2
        return capsys.readouterr().err

    return read


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("verify", "--nhanh"), "không hiểu: --nhanh"),
        (("new-pack", "goi"), "còn thiếu: --name, --code, --ident"),
        (("worker", "vua"), "không có 'vua', chọn trong"),
        (("backup", "x.tar", "--prune"), "--prune cần một giá trị"),
        (("up", "--port", "99999"), "--port: cần số nguyên từ 1 đến 65535"),
        (("up", "--workers", "0"), "--workers: cần số nguyên từ 1 đến 64"),
        (("worker", "fast", "--concurrency", "9" * 40), "--concurrency: cần số nguyên từ 1 đến 64"),
        (("up", "--workers", "0000000640000"), "--workers: cần số nguyên từ 1 đến 64"),
    ],
)
def test_wrong_words_are_told_in_vietnamese(message_of, words, sentence):
    text = message_of(*words)
    assert sentence in text and text.startswith("Cách dùng: tinhso")


def test_in_english_where_lang_says_so(message_of):
    assert "unrecognized arguments: --fast" in message_of("verify", "--fast", lang="en_US.UTF-8")
    assert "must be a whole number from 1 to 65535" in message_of("up", "--port", "0", lang="en_GB.UTF-8")


def test_what_nobody_translated_is_told_as_it_is():
    assert in_vietnamese("something new") == "something new"


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - WITHOUT_WORDS))
def test_the_help_of_every_command_has_its_headings_in_vietnamese(name, monkeypatch):
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    text = parser_of(name)[1].format_help()
    assert "usage:" not in text and "options:" not in text and "positional" not in text
