"""What somebody asks about, read as a site's name, a telephone number, an address for letters or an account; and whose it is.

Nothing of it is stored or logged. What no register has is "not listed": never a swindle, for nobody here can know that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.own_contact import OwnContact, OwnContacts, dialled
from tinhso.lib.intelligence.record import RecordFault
from tinhso.lib.intelligence.values import host_name, refanged
from tinhso.security.intelligence.hygiene import own_names

MOST_LETTERS = 500
ACCOUNT, PHONE = range(6, 20), range(3, 13)
NUMBER = re.compile(r"\+?[0-9][0-9 .()\-]{1,30}")
FEWEST_LETTERS = 5
"""Of a label of an own name that makes another name look like it: shorter ones stand in too many."""


class NotUnderstood(ValueError):
    """It is none of the four; the words are for the screen."""


@dataclass(frozen=True)
class Answer:
    """`host` is the machine to which a link really leads, "" where none was sent; `resembles` an own name that it imitates."""

    owners: Sequence[OwnContact]
    host: str = ""
    resembles: str = ""


def answer(text: str, day: date) -> Answer:
    """Raises: NotUnderstood."""
    candidates = read(text)
    owners = [
        one
        for kind, value in candidates
        for asked in all_of(OwnContacts)
        for one in asked.find(kind, value, day)
    ]
    host = next((value for kind, value in candidates if kind == "name"), "")
    return Answer(owners, host, "" if owners or not host else imitated(host, own_names(day)))


def read(text: str) -> list[tuple[str, str]]:
    """Kinds and values that it may be: a row of digits may be a number to call or an account. Raises: NotUnderstood."""
    plain = refanged(text).strip()[:MOST_LETTERS]
    if NUMBER.fullmatch(plain):
        digits = dialled(plain)
        found = [("phone", digits)] if len(digits) in PHONE else []
        found += [("account", digits)] if len(digits) in ACCOUNT and "+" not in plain else []
        if not found:
            raise NotUnderstood(_("Số này quá ngắn hoặc quá dài để là số điện thoại hay số tài khoản."))
        return found
    if "@" in plain and "/" not in plain:
        box, _sign, host = plain.rpartition("@")
        return [("email", f"{box.lower()}@{_name(host)}")] if box else [("name", _name(host))]
    try:
        host = urlsplit(plain if "://" in plain else f"//{plain}").hostname or ""
    except ValueError as error:
        raise NotUnderstood(_("Đường dẫn này viết không đúng cách.")) from error
    return [("name", _name(host))]


def _name(text: str) -> str:
    try:
        return host_name(text)
    except RecordFault as error:
        raise NotUnderstood(
            _(
                "Hệ thống không nhận ra đây là gì. Ông/bà dán nguyên đường dẫn, số điện thoại, địa chỉ thư hoặc số tài khoản."
            )
        ) from error


def imitated(host: str, names: set[str]) -> str:
    """The own name whose most telling label stands somewhere in this one, with or without a stroke between; "" for none."""
    flat = host.replace("-", "").replace(".", "")
    for name in sorted(names):
        label = name.split(".")[0].replace("-", "")
        if len(label) >= FEWEST_LETTERS and label in flat:
            return name
    return ""


def names_own(kind: str, value: str, day: date) -> list[OwnContact]:
    """Names of the province's sites, and all below them. One query at most."""
    if kind == "email":
        value = value.rpartition("@")[2]
    if kind not in ("name", "email"):
        return []
    name = next((one for one in own_names(day) if value == one or value.endswith(f".{one}")), "")
    return [OwnContact(name, _("Tên miền của tỉnh"))] if name else []


def agencies_own(kind: str, value: str, day: date) -> list[OwnContact]:
    """Telephone numbers of agencies. One query."""
    if kind != "phone":
        return []
    rows = Agency.objects.on(day).exclude(phone="").values_list("name", "phone")
    return [OwnContact(name, _("Điện thoại của cơ quan")) for name, phone in rows if dialled(phone) == value]
