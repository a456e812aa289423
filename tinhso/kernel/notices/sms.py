"""Messages that people send in: one word of command, then what it needs. Answers carry no marks, so one SMS is enough.

A system lists its `SmsCommand`s in its `slots.py`. The gateway posts JSON and signs the body.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.rate_limit import allow
from tinhso.lib.language.vietnamese import without_marks

LONGEST = 160
MOST, SECONDS = 10, 3600  # messages of one phone in an hour: four digits must not be guessed
TOO_MANY = "Ông/bà đã nhắn quá nhiều lần. Vui lòng thử lại sau một giờ."


@dataclass(frozen=True)
class SmsCommand:
    """Slot: a command, how it is written (`help`), and what it answers to a phone and the words behind it."""

    word: str
    help: str
    answer: Callable[[str, list[str], datetime], str]


def answer_sms(phone: str, text: str, *, now: datetime) -> str:
    """The one message that goes back to this phone. Neither the text nor the phone is kept."""
    if not allow("sms_in", phone, MOST, SECONDS):
        return plain(TOO_MANY)
    words = text[:LONGEST].replace("\x00", "").upper().split()
    commands = {command.word: command for command in all_of(SmsCommand)}
    found = commands.get(words[0]) if words else None
    return plain(found.answer(phone, words[1:], now) if found else help_text())


def help_text() -> str:
    return "Cách nhắn: " + "; ".join(command.help for command in all_of(SmsCommand)) + "."


def plain(text: str) -> str:
    return without_marks(text)
