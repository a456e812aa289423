"""What a site lets machines fetch (robots.txt, RFC 9309): groups, the longest rule wins, * and $."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

MOST_OCTETS = 500_000
MOST_RULES = 5000
LONGEST_RULE = 500
LONGEST_DELAY = 3600


@dataclass(frozen=True)
class Robots:
    """`rules` are (path, allowed), without NUL, so that a database can hold them; `delay` the seconds that the site wants between two requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0

    def lets(self, url: str) -> bool:
        """The longest rule that fits; of two as long the one that allows; without a rule everything is allowed."""
        parts = urlsplit(url)
        path = unquote(parts.path or "/").replace("\0", "\ufffd") + (f"?{parts.query}" if parts.query else "")
        fitting = [(len(rule), allowed) for rule, allowed in self.rules if _fits(rule, path)]
        return max(fitting, default=(0, True))[1]


@dataclass
class _Group:
    agents: list[str] = field(default_factory=list)
    rules: list[tuple[str, bool]] = field(default_factory=list)
    delay: float = 0


def read_robots(content: bytes, agent: str) -> Robots:
    """The rules for that agent, or those for all. Lines that are no rules are read over."""
    groups: list[_Group] = []
    begun = False
    for line in content[:MOST_OCTETS].decode("utf-8", "replace").lstrip("\ufeff").splitlines()[:MOST_RULES]:
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if not groups or begun:
                groups.append(_Group())
            groups[-1].agents.append(value.lower())
            begun = False
        elif groups:
            begun = True
            _add(groups[-1], name, value)
    mine = [
        one for one in groups if any(name != "*" and name and name in agent.lower() for name in one.agents)
    ]
    found = mine or [one for one in groups if "*" in one.agents]
    delay = max((one.delay for one in found), default=0.0)
    return Robots(tuple(rule for one in found for rule in one.rules), delay)


def _add(group: _Group, name: str, value: str) -> None:
    if name in ("allow", "disallow") and value and len(value) <= LONGEST_RULE:
        group.rules.append((unquote(value).replace("\0", "\ufffd"), name == "allow"))
    elif name == "crawl-delay" and re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", value):
        group.delay = min(float(value), LONGEST_DELAY)


def _fits(rule: str, path: str) -> bool:
    """Without a pattern of `re`: parts between stars, one after the other."""
    ends = rule.endswith("$")
    first, *parts = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(parts):
        if ends and number == len(parts) - 1:
            return path.endswith(part) and len(path) - len(part) >= at
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not ends or at == len(path)
