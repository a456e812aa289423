from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class ContactsChanged(Event):
    """The owner of an account said where its notices go: another e-mail address, another telephone."""

    user: int
    mail_changed: bool
    phone_changed: bool


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    """The owner closed the account; the person became nameless too where nothing about them is kept by law."""

    user_id: int
    person_forgotten: bool
