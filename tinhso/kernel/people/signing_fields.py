"""The fields of administration in which somebody may be let sign: whoever keeps the catalogue names them."""

from collections.abc import Callable
from dataclasses import dataclass

from tinhso.kernel.site.declare import all_of


@dataclass(frozen=True)
class SigningFields:
    """Slot: the names of fields by their codes, in the order in which they are offered. One query."""

    read: Callable[[], dict[str, str]]


def signing_fields() -> dict[str, str]:
    return {code: name for one in all_of(SigningFields) for code, name in one.read().items()}
