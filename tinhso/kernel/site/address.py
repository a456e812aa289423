"""Where the site is reached from outside. Whatever leaves the house with an address in it asks here."""

from django.conf import settings


class NoSiteAddress(Exception):
    """Nobody has said under which address the site is reached (TINHSO_SITE_URL): what would carry it is not issued."""

    def __init__(self) -> None:
        super().__init__("chưa đặt TINHSO_SITE_URL")


def site_url(path: str = "") -> str:
    """The whole address of that path. Raises NoSiteAddress."""
    if not settings.SITE_URL:
        raise NoSiteAddress
    return f"{settings.SITE_URL}{path}"


def site_url_if_known(path: str) -> str:
    """The same where a page does without it; "" where nobody has said the address."""
    return f"{settings.SITE_URL}{path}" if settings.SITE_URL else ""
