"""Passwords made of what everybody here can guess: the program, the office, the province, and a number behind them."""

from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tinhso.kernel.people.models import User
from tinhso.kernel.site.context import instance
from tinhso.lib.language.vietnamese import fold

WORDS = (
    *(
        "tinhso",
        "matkhau",
        "password",
        "dichvucong",
        "hanhchinhcong",
        "hanhchinh",
        "motcua",
        "canbo",
        "congchuc",
    ),
    *(
        "vienchuc",
        "chuyenvien",
        "vanphong",
        "chutich",
        "giamdoc",
        "quantri",
        "quantrivien",
        "admin",
        "administrator",
    ),
    *("ubnd", "uyban", "nhandan", "sotuphap", "socongthuong", "vietnam"),
)
LEFT = 6  # so many letters must remain once those words and all digits are gone


class NotOfThisPlace:
    """Django's validator: refuses a password in which hardly a letter is the owner's own choice."""

    def validate(self, password: str, user: User | None = None) -> None:
        rest = "".join(c for c in fold(password) if c.isalpha())
        for word in sorted(words(), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < LEFT:
            raise ValidationError(self.get_help_text(), code="password_of_context")

    def get_help_text(self) -> str:
        return _("Mật khẩu không được chỉ gồm tên hệ thống, tên cơ quan, tên tỉnh và chữ số.")


def words() -> set[str]:
    """The fixed words, and each two neighbouring syllables of this installation's name and owner."""
    here = instance()
    word_lists = (fold(text).split() for text in (here.name, here.owner))
    return {*WORDS, *(one + two for syllables in word_lists for one, two in pairwise(syllables))}
