"""Long passwords put together of what everybody tries first: common passwords, runs of keys, digits.

The framework knows the 20,000 commonest passwords, but few of them are as long as ours must be. What people make of
them when length is asked for is two or three in a row: this refuses those.
"""

import re
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tinhso.kernel.people.models import User

MOST_PARTS = 3
LEAST = 3  # letters of a part
SIGNS = str.maketrans("@$", "as")
DIGITS = str.maketrans("01345678", "oieasgtb")  # read as letters
ROWS: tuple[str, ...] = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "1q2w3e4r5t6y7u8i9o0p",
)
ROWS += ("1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp")


class NotPutTogether:
    """Django's validator: refuses what is at most three common passwords, runs, repeats or numbers in a row."""

    def validate(self, password: str, user: User | None = None) -> None:
        typed = password.lower()
        plain, read = (re.sub(r"[\W_]+", "", text) for text in (typed, typed.translate(SIGNS)))
        if parts(plain) <= MOST_PARTS or parts(read) <= MOST_PARTS:
            raise ValidationError(self.get_help_text(), code="password_put_together")

    def get_help_text(self) -> str:
        return _("Mật khẩu không được ghép từ vài mật khẩu thường gặp, dãy phím hay dãy số.")


def parts(text: str) -> int:
    """The least number of known parts that the whole text falls into; more than `MOST_PARTS` where it does not."""
    fewest = [0] + [MOST_PARTS + 1] * len(text)
    for end in range(1, len(text) + 1):
        for begin in range(end):
            if fewest[begin] < min(MOST_PARTS, fewest[end] - 1) and is_guessable(text[begin:end]):
                fewest[end] = fewest[begin] + 1
    return fewest[-1]


def is_guessable(part: str) -> bool:
    """A common password, digits, one character or short piece over and over, or neighbours on a keyboard."""
    if part.isdigit() or re.fullmatch(r"(.{1,4})\1+", part):
        return True
    if len(part) < LEAST:
        return False
    if part in common() or part.translate(DIGITS) in common():
        return True
    return any(part in row or part in row[::-1] for row in ROWS)


@cache
def common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)
