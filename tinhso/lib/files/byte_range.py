"""One range of bytes of a file, as a browser's player asks for it (RFC 9110, 14)."""

import re

ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class NoSuchRange(ValueError):
    """None of the bytes that were asked for is there."""


def range_of(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte, both included; None where the whole is to be sent. Raises: NoSuchRange."""
    found = ONE.fullmatch(header.replace(" ", ""))
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        if not int(last):
            raise NoSuchRange
        return max(0, size - int(last)), size - 1
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None
    if start >= size:
        raise NoSuchRange
    return start, end
