"""What an officer typed into the one box, read in every way in which it can be meant."""

import re
from dataclasses import dataclass
from functools import cached_property

from tinhso.lib.language.vietnamese import fold

LONGEST, MOST_WORDS = 120, 8
DIGITS_ONLY = re.compile(r"[\d\s.()+\-]+")
TAIL = re.compile(r"(?:^|[^0-9])(\d{6})[\s.\-]?(\d{4,6})$")
DAY = re.compile(r"(?:^|-)(\d{6})(?:-?(\d{0,3}))$")
NUMBERS_OF_PERSONS = {9, 12, 10, 13}  # old and new identity numbers, tax codes of two lengths


@dataclass(frozen=True)
class SearchText:
    """One question to the search of officers. Only the session holds it, until the next one; no log and no address does."""

    text: str

    @cached_property
    def words(self) -> list[str]:
        """The folded words of a name; none where only digits were typed."""
        has_letter = any(c.isalpha() for c in self.text)
        return re.findall(r"[a-z0-9]+", fold(self.text))[:MOST_WORDS] if has_letter else []

    @cached_property
    def digits(self) -> str:
        """Digits alone, as phones and personal numbers are typed ("0912 345 678"); "" where anything else stands in it."""
        return re.sub(r"\D", "", self.text) if DIGITS_ONLY.fullmatch(self.text) else ""

    @cached_property
    def phone(self) -> str:
        """A phone or at least four digits of one, in the national way."""
        found = (
            "0" + self.digits[2:] if self.digits.startswith("84") and len(self.digits) > 9 else self.digits
        )
        return found if 4 <= len(found) <= 11 else ""

    @cached_property
    def personal_number(self) -> str:
        """A whole personal number or tax code; parts of one are not searched for."""
        return self.digits if len(self.digits) in NUMBERS_OF_PERSONS else ""

    @cached_property
    def code(self) -> str:
        """As codes are written: capitals, no spaces."""
        return re.sub(r"\s+", "", self.text).upper()[:60]

    @cached_property
    def looks_like_code(self) -> bool:
        """Something with a digit in it, and no phone or personal number."""
        long = len(self.digits) > 8 and not self.tail
        return any(c.isdigit() for c in self.code) and not long

    @cached_property
    def tail(self) -> str:
        """ "240308-0003" at the end of a code, with or without its line; "" where there is none."""
        found = TAIL.search(self.text.strip())
        return f"{found[1]}-{found[2]}" if found and is_day(found[1]) else ""

    @cached_property
    def day(self) -> str:
        """ "240308" or "240308-00": the day of a code and the beginning of its number."""
        found = DAY.search(self.code)
        return f"{found[1]}-{found[2] or ''}" if found and is_day(found[1]) else ""

    @cached_property
    def number(self) -> str:
        """The number of a day alone, as it is called at the desk: "3", "0003"."""
        return (
            f"{int(self.digits):04}"
            if 1 <= len(self.digits) <= 4 and self.digits == self.text.strip()
            else ""
        )


def is_day(digits: str) -> bool:
    """Whether six digits can be year, month and day."""
    return 1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[4:6]) <= 31


def asked_of(text: str) -> SearchText:
    return SearchText(text.replace("\x00", "").strip()[:LONGEST])
