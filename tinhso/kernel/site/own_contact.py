"""What is the province's own: names of its sites, telephone numbers, addresses for letters, accounts into which it collects.

    OWN_CONTACTS = [OwnContacts(spokespersons_own)]

A system lists in `slots.py` what it has in a register; the page on which people ask whether something is the province's
(`security/own_contacts`) asks all of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise


@dataclass(frozen=True)
class OwnContact:
    """Whose it is, what it is there for, and the page of the register where everybody may see it ("" for none)."""

    owner: str | Promise
    use: str | Promise
    url: str = ""


@dataclass(frozen=True)
class OwnContacts:
    """`find(kind, value, day)` gives what the register has of that day: kinds are "name" (a domain in ASCII), "phone" (digits, as
    dialled in the country), "email" (small letters) and "account" (digits). Few queries, [] for kinds that it does not know."""

    find: Callable[[str, str, date], Sequence[OwnContact]]
    order: int = 50


def dialled(text: str) -> str:
    """The digits of a telephone number as it is dialled in the country: "+84 237 3852 246" is 02373852246."""
    digits = "".join(one for one in text if one.isdecimal() and one.isascii())
    abroad = text.strip().startswith("+") or digits.startswith("0084")
    if abroad and digits.removeprefix("00").startswith("84"):
        return "0" + digits.removeprefix("00").removeprefix("84").removeprefix("0")
    return digits
