"""The parser of a command's words: what is wrong with them is told in Vietnamese, in English where `LANG` says so."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from typing import NoReturn

from django.core.management.base import CommandError, CommandParser

from tinhso.config.refusal import WRONG
from tinhso.lib.bilingual import in_english, say

DIGITS = 9
USAGE, PLACES, OPTIONS = "Cách dùng: ", "cần ghi", "tùy chọn"
WORDS = (
    (r"the following arguments are required: (.*)", r"còn thiếu: \1"),
    (r"unrecognized arguments: (.*)", r"không hiểu: \1"),
    (r"one of the arguments (.*) is required", r"cần một trong: \1"),
    (r"argument (\S+): not allowed with argument (.*)", r"\1 không đi cùng \2"),
    (r"argument (\S+): expected one argument", r"\1 cần một giá trị"),
    (r"argument (\S+): expected at least one argument", r"\1 cần ít nhất một giá trị"),
    (r"argument (\S+): expected (\d+) arguments", r"\1 cần \2 giá trị"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 không nhận giá trị \2"),
    (r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)", r"\1: không có \2, chọn trong \3"),
    (r"argument (\S+): invalid int value: (.*)", r"\1: \2 không phải số nguyên"),
    (r"argument (\S+): invalid float value: (.*)", r"\1: \2 không phải một số"),
    (
        r"argument (\S+): invalid (?:fromisoformat|date) value: (.*)",
        r"\1: \2 không phải ngày dạng 2025-07-01",
    ),
    (r"argument (\S+): invalid \S+ value: (.*)", r"\1: không đọc được \2"),
    (r"argument (\S+): (.*)", r"\1: \2"),
    (r"ambiguous option: (\S+) could match (.*)", r"\1 viết tắt chưa rõ: \2"),
)
"""What argparse says, and the same in Vietnamese; what no line knows is told as it is."""


def in_vietnamese(message: str) -> str:
    for english, words in WORDS:
        if found := re.fullmatch(english, message, re.DOTALL):
            return found.expand(words)
    return message


def between(lowest: int, highest: int) -> Callable[[str], int]:
    """The type of a word that is a whole number within these, both of them allowed."""

    def read(word: str) -> int:
        is_short = word.isascii() and word.isdigit() and len(word) <= DIGITS
        if not is_short or not lowest <= int(word) <= highest:
            raise argparse.ArgumentTypeError(
                say(
                    f"cần số nguyên từ {lowest} đến {highest}",
                    f"must be a whole number from {lowest} to {highest}",
                )
            )
        return int(word)

    return read


class ArgumentParser(argparse.ArgumentParser):
    """Python's own, with the words of its headings and of its refusals; exit code 2 as everywhere."""

    def __init__(self, prog: str, description: str | None = None) -> None:
        super().__init__(prog, description=description, add_help=False, formatter_class=Help)
        if not in_english():
            self._positionals.title, self._optionals.title = PLACES, OPTIONS
        self.add_argument("-h", "--help", action="help", help="in trợ giúp này")
        self.add_argument("--state", metavar="DIR", help="thư mục trạng thái (hoặc TINHSO_STATE)")

    def error(self, message: str) -> NoReturn:
        refuse(self, message)


class Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or (None if in_english() else USAGE))


class DjangosParser(CommandParser):
    """Of the commands that Django runs; called by another command it raises as before."""

    def error(self, message: str) -> NoReturn:
        if not self.called_from_command_line:
            raise CommandError(f"Error: {message}")
        refuse(self, message)


def refuse(parser: argparse.ArgumentParser, message: str) -> NoReturn:
    parser.print_usage(sys.stderr)
    parser.exit(WRONG, f"{parser.prog}: {message if in_english() else in_vietnamese(message)}\n")
