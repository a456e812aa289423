"""What happens to mail of the press. Addresses and words lie in their rows."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class PressMailReceived(Event):
    """A message lay in the mailbox; so many files of it were stored, so much was left out."""

    mail_id: int
    files: int
    left_out: int


@dataclass(frozen=True, kw_only=True)
class PressMailDecided(Event):
    """An officer made a question or a report of the press of it, or put it aside with a reason."""

    mail_id: int
    outcome: Code


@dataclass(frozen=True, kw_only=True)
class PressCardAsked(Event):
    """The sender was asked for the number of the press card."""

    mail_id: int


@dataclass(frozen=True, kw_only=True)
class PressMailErased(Event):
    """Addresses, words and files of so many decided messages went by the rule."""

    mails: int
