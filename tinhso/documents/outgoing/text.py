"""The text of a draft: what a version stores and a paper prints."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

MOST_PARAGRAPHS = 400
MOST_LINES = 100


@dataclass(frozen=True)
class Text:
    """`to` are the lines after "Kính gửi:", `recipients` those under "Nơi nhận:", each without its sign at the end;
    `related` names papers that belong to the matter, and is not printed."""

    legal_basis: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "Text":
        return cls(**{key: tuple(content.get(key, ())) for key in cls.__dataclass_fields__})

    def stored(self) -> dict[str, list[str]]:
        return {key: list(value) for key, value in asdict(self).items()}

    @property
    def every_line(self) -> list[str]:
        return [*self.legal_basis, *self.to, *self.paragraphs, *self.recipients, *self.related]

    @property
    def is_open(self) -> bool:
        """Whether a place of the template was left open, or nothing is said at all."""
        return not self.paragraphs or any("…" in line for line in self.every_line)


def lines_of(words: str) -> tuple[str, ...]:
    """What was typed, a line each, without empty ones."""
    return tuple(filter(None, (line.strip() for line in words.splitlines())))


def typed(lines: Sequence[str]) -> str:
    return "\n".join(lines)


@dataclass(frozen=True)
class Draft:
    """What an official writes: subject, urgency, text, the agencies that receive it by identity code."""

    subject: str
    text: Text
    urgency: str = ""
    circulation: str = ""
    unit: str = ""
    decider: str = ""
    receivers: tuple[str, ...] = ()

    @property
    def every_line(self) -> list[str]:
        return [self.subject, self.unit, *self.text.every_line]
