"""Addresses and networks of a list: an address counts for itself, else for the narrowest network that holds it."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network


class Networks:
    """Pairs of kind ("address" or "network") and value, each value in its one way of writing."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.pairs = set(pairs)
        nets = (ip_network(value) for kind, value in self.pairs if kind == "network")
        self.lengths = sorted({(net.version, net.prefixlen) for net in nets}, key=lambda one: -one[1])

    def of(self, text: str) -> tuple[str, str] | None:
        """None for what no pair holds, and for what is no address."""
        if ("address", text) in self.pairs:
            return "address", text
        if not self.lengths:
            return None
        try:
            address = ip_address(text)
        except ValueError:
            return None
        for version, length in self.lengths:
            if version == address.version:
                net = str(ip_network((text, length), strict=False))
                if ("network", net) in self.pairs:
                    return "network", net
        return None
