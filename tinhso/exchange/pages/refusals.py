"""What deeds of the data exchange refuse: what was typed, and who may not."""

from django.core.exceptions import PermissionDenied


class EntryRefused(ValueError):
    """What cannot be entered; the words are for the screen, `field` names what they are about."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


class ExchangeForbidden(PermissionDenied):
    """Not for this actor; the words say whose it is."""
