from django.conf import settings

from tinhso.onestop.messages.client import Settings


def linked_settings() -> Settings | None:
    """`url`, `unit` (madonvi) and `secret` of the software; None where the instance is not connected."""
    found: Settings | None = settings.CIVIL_STATUS
    return found
