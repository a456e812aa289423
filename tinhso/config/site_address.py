"""The address that papers, mails, QR codes and links carry: given, or nothing, never a guess."""

from urllib.parse import urlsplit

TRIAL = "http://127.0.0.1:8000"


def site_address(given: str, *, local: bool) -> str:
    """Without its last slash; "" for none, for what is no address, and for one of this machine unless `local`.

    `local` is a demo, a developer's machine or a trial that says so: there an address of this machine is right.
    """
    address = given.strip().rstrip("/")
    if not address:
        return TRIAL if local else ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment:
        return ""
    return address if local or not of_this_machine(host) else ""


def of_this_machine(host: str) -> bool:
    """Whether only this machine would find itself there."""
    return host in {"localhost", "::1", "0.0.0.0"} or host.startswith("127.") or host.endswith(".localhost")  # noqa: S104
