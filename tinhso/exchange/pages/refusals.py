"""What deeds of the data exchange refuse: what was typed, and who may not."""

from django.core.exceptions import PermissionDenied


class ExchangeForbidden(PermissionDenied):
    """Not for this actor; the words say whose it is."""
