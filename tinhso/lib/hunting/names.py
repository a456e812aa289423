"""Names of hosts made one, and what lies above them; always on the borders of labels."""

from collections.abc import Iterator
from functools import lru_cache
from ipaddress import ip_address

LONGEST_NAME, LONGEST_LABEL = 253, 63


@lru_cache(maxsize=100_000)
def normal_name(text: str) -> str:
    """Small letters, without the last dot, other scripts as punycode; labels with an underscore are names too. "" for what is none:
    an address, an empty or too long label, blanks and signs of control."""
    name = text.strip().rstrip(".").lower()
    if not name.isascii():
        name = _ascii(name)
    if not name or len(name) > LONGEST_NAME or not _is_plain(name) or is_address(name):
        return ""
    return name if all(0 < len(one) <= LONGEST_LABEL for one in name.split(".")) else ""


def _is_plain(name: str) -> bool:
    return name.isascii() and all("!" <= letter <= "~" and letter not in "\"'/\\,;" for letter in name)


def _ascii(name: str) -> str:
    """ "" where a label cannot be written so."""
    try:
        return ".".join(
            one if one.isascii() else one.encode("idna").decode("ascii") for one in _dotted(name).split(".")
        )
    except UnicodeError:
        return ""


def _dotted(name: str) -> str:
    """The dots of other scripts are dots."""
    for dot in "\u3002\uff0e\uff61":
        name = name.replace(dot, ".")
    return name.rstrip(".")


def is_address(text: str) -> bool:
    try:
        ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True


def parents(name: str) -> Iterator[str]:
    """The name itself, then each above it; the most specific first."""
    while name:
        yield name
        name = name.partition(".")[2]
