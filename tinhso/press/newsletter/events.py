"""What happens with the newsletter. No event names an address."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class NewsletterRequested(Event):
    """Somebody asked for news by mail; the address is not confirmed yet."""

    subscription_id: int


@dataclass(frozen=True, kw_only=True)
class NewsletterConfirmed(Event):
    """Who holds the address confirmed it; letters leave from now on."""

    subscription_id: int
    frequency: Code


@dataclass(frozen=True, kw_only=True)
class NewsletterEnded(Event):
    """The address and what it received went: its reader unsubscribed, or it takes no letters."""

    subscription_id: int
    refused: bool = False


@dataclass(frozen=True, kw_only=True)
class NewslettersSent(Event):
    """Letters left: digests, and corrections of what letters had brought."""

    letters: int
    corrections: int
