"""Which values are held back at load: names that stand for many others, names of the province, addresses of nobody."""

import csv
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.public import NoSiteAddress, site_url
from tinhso.lib.intelligence.record import RecordFault
from tinhso.lib.intelligence.values import host_name
from tinhso.lib.messages.public_addresses import is_public
from tinhso.security.models import Indicator, MachineAddress, WarningEntry, WarningList

SHIPPED = Path(__file__).parents[1] / "data" / "warning_values.csv"
OWN_RULE = "security.own_names"
"""Names of the province, dated data of its pack."""
SUFFIX_WORDS = {"com", "net", "org", "gov", "edu", "ac", "co", "info", "biz", "name", "int", "health", "pro", "go", "or", "ne", "mil", "id", "io", "ai"}  # fmt: skip
RESERVED_NAMES = {"example", "test", "invalid", "localhost", "local", "internal", "arpa", "onion", "lan", "home", "corp"}  # fmt: skip
RESERVED_DOMAINS = {"example.com", "example.net", "example.org"}
MOST_OWN = 50_000
WIDEST = {4: 16, 6: 32}
NOTHING = {
    "d41d8cd98f00b204e9800998ecf8427e",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
}
"""Digests of a file without a byte."""
Kind = WarningList.Kind
Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class Warned:
    """Why a value is held back: the kind of list, the value there, and the list where it is one that was loaded."""

    kind: WarningList.Kind
    value: str
    list_id: int | None = None


@dataclass
class Hygiene:
    """The warning lists of one day. A popular name and a name of the province hold back whatever stands above them as well."""

    names: dict[str, Warned] = field(default_factory=dict)
    above: dict[str, Warned] = field(default_factory=dict)
    of_province: dict[str, Warned] = field(default_factory=dict)
    addresses: dict[str, Warned] = field(default_factory=dict)
    networks: dict[tuple[int, int], dict[int, Warned]] = field(default_factory=dict)
    in_order: list[tuple[int, int, str]] = field(default_factory=list)
    """The addresses, by version and number."""

    @classmethod
    def on(cls, day: date) -> "Hygiene":
        found = cls()
        for listed, name in shipped():
            found.add(Warned(listed, name))
        for name in own_names(day):
            found.add(Warned(Kind.OWN, name))
        for address in own_addresses():
            found.add(Warned(Kind.OWN, address), "address")
        rows = WarningEntry.objects.filter(warning_list__ended_at=None)
        for kind, value, list_id, entry in rows.values_list(
            "warning_list__kind", "value", "warning_list_id", "kind"
        ):
            found.add(Warned(Kind(kind), value, list_id), entry)
        return found

    def add(self, warned: Warned, entry: str = "name") -> None:
        if entry == "address":
            self.addresses.setdefault(warned.value, warned)
        elif entry == "network":
            net = ip_network(warned.value)
            self.networks.setdefault((net.version, net.prefixlen), {}).setdefault(
                int(net.network_address), warned
            )
        else:
            self._add_name(warned)

    def _add_name(self, warned: Warned) -> None:
        self.names.setdefault(warned.value, warned)
        if warned.kind == Kind.OWN:
            self.of_province.setdefault(warned.value, warned)
        if warned.kind in (Kind.OWN, Kind.POPULAR, Kind.OTHER):
            for parent in parents_of(warned.value):
                self.above.setdefault(parent, warned)

    def warning_of(self, kind: str, value: str) -> Warned | None:
        """None where nothing speaks against it."""
        if kind == Indicator.Kind.NAME:
            return self.of_name(value)
        if kind == Indicator.Kind.ADDRESS:
            return self.of_address(value)
        if kind == Indicator.Kind.NETWORK:
            return self._of_network(ip_network(value))
        if kind == Indicator.Kind.FILE:
            return Warned(Kind.EMPTY, value[:64]) if value in NOTHING else None
        if kind == Indicator.Kind.EMAIL:
            return self._below_own(value.rpartition("@")[2])
        return self._of_url(value)

    def of_name(self, name: str) -> Warned | None:
        last = name.rpartition(".")[2]
        if last in RESERVED_NAMES or name in RESERVED_DOMAINS:
            return Warned(Kind.RESERVED, last if last in RESERVED_NAMES else name)
        return self.names.get(name) or self.above.get(name) or self._below_own(name) or _as_suffix(name)

    def _below_own(self, name: str) -> Warned | None:
        return next(
            (self.of_province[one] for one in (name, *parents_of(name)) if one in self.of_province), None
        )

    def of_address(self, text: str) -> Warned | None:
        if not is_public(text):
            return Warned(Kind.RESERVED, text)
        if text in self.addresses:
            return self.addresses[text]
        found = ip_address(text)
        for (version, length), nets in self.networks.items():
            if version == found.version:
                first = int(found) >> (found.max_prefixlen - length) << (found.max_prefixlen - length)
                if first in nets:
                    return nets[first]
        return None

    def _of_network(self, net: Network) -> Warned | None:
        if net.prefixlen < WIDEST[net.version]:
            return Warned(Kind.BROAD, str(net))
        edges = (self.of_address(str(one)) for one in (net.network_address, net.broadcast_address))
        if found := next((one for one in edges if one), None):
            return found
        if len(self.in_order) != len(self.addresses):
            each = ((ip_address(text), text) for text in self.addresses)
            self.in_order = sorted((one.version, int(one), text) for one, text in each)
        at = bisect_left(self.in_order, (net.version, int(net.network_address), ""))
        if at == len(self.in_order) or self.in_order[at][:2] > (net.version, int(net.broadcast_address)):
            return None
        return self.addresses[self.in_order[at][2]]

    def _of_url(self, value: str) -> Warned | None:
        """A page below a popular name may well be bad; the whole of such a name, or a page of the province, is asked about."""
        host, _slash, path = value.partition("/")
        shown = (
            host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() and not host.endswith("]") else host
        )
        plain = shown.strip("[]")
        try:
            ip_address(plain)
        except ValueError:
            return self.of_name(plain) if not path else self._reserved_or_own(plain)
        return self.of_address(plain)

    def _reserved_or_own(self, name: str) -> Warned | None:
        found = self.of_name(name)
        return found if found and found.kind == Kind.RESERVED else self._below_own(name)


def own_addresses() -> Iterator[str]:
    """Public addresses of the registers of machines; those of private networks nobody lists without being held back anyway."""
    rows = MachineAddress.objects.filter(kind=MachineAddress.Kind.IP)
    for private in ("10.", "192.168."):
        rows = rows.exclude(value__startswith=private)
    yield from rows.order_by("value").values_list("value", flat=True).distinct()[:MOST_OWN]


def parents_of(name: str) -> Iterator[str]:
    while name := name.partition(".")[2]:
        yield name


def _as_suffix(name: str) -> Warned | None:
    """`com.vn`, `co.uk`: a word of two that registries sell names below. Only where nobody listed it; `t.co` has no such word."""
    first, _dot, last = name.partition(".")
    if "." not in last and len(last) == 2 and first in SUFFIX_WORDS:
        return Warned(Kind.SUFFIX, name)
    return None


@cache
def shipped() -> tuple[tuple[WarningList.Kind, str], ...]:
    with SHIPPED.open(newline="", encoding="utf-8") as file:
        return tuple((Kind(row["kind"]), row["value"]) for row in csv.DictReader(file))


def own_names(day: date) -> set[str]:
    """Names of the province: of its pack, of this very site and of the machines that serve it."""
    named = rule_or(OWN_RULE, [], on=day)
    texts = [str(one) for one in named] if isinstance(named, list) else []
    texts += [_host_of_site(), *settings.ALLOWED_HOSTS]
    found = set()
    for text in texts:
        try:
            found.add(host_name(text))
        except RecordFault:
            continue
    return found


def _host_of_site() -> str:
    try:
        return urlsplit(site_url()).hostname or ""
    except NoSiteAddress:
        return ""
