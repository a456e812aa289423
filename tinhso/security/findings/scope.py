"""Whether a scan of a machine would have shown a finding, had it been there: by the check, the port and the tool."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

_RANGE = re.compile(r"(?:(T|U|S|TCP|UDP|SCTP):)?(\d{1,5})(?:-(\d{1,5}))?", re.IGNORECASE)
_PROTOCOLS = {"t": "tcp", "u": "udp", "s": "sctp"}


@dataclass(frozen=True)
class Looked:
    """What a scan looked at on each of its machines."""

    tool: str
    ports: str
    every_port: bool
    rules: frozenset[str]
    every_rule: bool

    @cached_property
    def ranges(self) -> list[tuple[str, int, int]]:
        """Protocol, first and last port; a range without a protocol is of TCP, the narrowest reading."""
        found, protocol = [], "tcp"
        for token in re.split(r"[,\s]+", self.ports):
            match = _RANGE.fullmatch(token)
            if match is None:
                continue
            letter, first, last = match.groups()
            protocol = _PROTOCOLS[letter[0].lower()] if letter else protocol
            found.append((protocol, int(first), int(last or first)))
        return found

    def covers(self, checks: Iterable[str], port: int | None, protocol: str) -> bool:
        """A finding of the whole machine is covered by a scan of the whole machine alone."""
        return self._ran(checks) and (self.every_port or self._has(port, protocol))

    def _ran(self, checks: Iterable[str]) -> bool:
        for check in checks:
            tool, _, rule = check.partition(":")
            if tool == self.tool and (self.every_rule or rule in self.rules):
                return True
        return False

    def _has(self, port: int | None, protocol: str) -> bool:
        if port is None:
            return False
        carried = protocol.lower() or "tcp"
        carried = (
            carried if carried in ("udp", "sctp") else "tcp"
        )  # what runs over TCP is named by some tools
        return any(one == carried and first <= port <= last for one, first, last in self.ranges)
