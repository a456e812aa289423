"""Patterns of STIX 2.1 that come down to values which can each be looked for alone; every other pattern is refused, never half read.

`=` and `IN` on a domain name, an address, a page, a digest or a letter's address; ISSUBSET on an address; OR between them, and OR
between observations. AND only where the parts say one thing: several digests of one file (the longest stands for it), or a value with
its type. What needs two things together (AND, FOLLOWEDBY), has a qualifier (WITHIN, REPEATS, START), NOT, LIKE or MATCHES comes down to no value.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from tinhso.lib.intelligence.record import Atom, IndicatorKind, RecordFault
from tinhso.lib.intelligence.values import (
    address_atom,
    digest_atom,
    email_atom,
    host_atom,
    host_name,
    url_atom,
)

LONGEST, MOST_ATOMS, DEEPEST = 20_000, 1000, 50
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<string>'(?:[^'\\]|\\.)*')
      | (?P<path>[a-zA-Z][\w-]*:(?:[\w-]+|\.|\[(?:\*|\d{1,4})\]|'(?:[^'\\]|\\.)*'|"[^"]*")+)
      | (?P<word>[A-Za-z]+)
      | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<sign>!=|<>|<=|>=|==|=|<|>|\[|\]|\(|\)|,)
    )""",
    re.VERBOSE | re.DOTALL,
)
_UNQUOTED = re.compile(r"""['"]""")
TYPES = {"ipv4-addr", "ipv6-addr", "domain-name"}


def _name_atom(text: str) -> Atom:
    return Atom(IndicatorKind.NAME, host_name(text))


READERS: dict[str, Callable[[str], Atom]] = {
    "domain-name:value": _name_atom,
    "hostname:value": _name_atom,
    "ipv4-addr:value": address_atom,
    "ipv6-addr:value": address_atom,
    "url:value": url_atom,
    "email-addr:value": email_atom,
    "email-message:from_ref.value": email_atom,
    "email-message:sender_ref.value": email_atom,
    "network-traffic:dst_ref.value": host_atom,
    "network-traffic:src_ref.value": host_atom,
}
DIGEST_LENGTHS = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def _tokens(pattern: str) -> list[_Token]:
    found, at = [], 0
    text = pattern.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or not match.lastgroup:
            raise RecordFault("mẫu STIX viết sai")
        found.append(_Token(match.lastgroup, match.group(match.lastgroup)))
        at = match.end()
    return found


class _Parser:
    """Each part is the values of which any one alone fulfils it; an empty list is a part that is fulfilled with its neighbour."""

    def __init__(self, pattern: str) -> None:
        self.tokens, self.at, self.depth = _tokens(pattern), 0, 0

    def atoms(self) -> list[Atom]:
        found = self._observations()
        if self.at < len(self.tokens):
            raise RecordFault(self._reason_of_rest())
        return found

    def _reason_of_rest(self) -> str:
        word = self.tokens[self.at].text.upper()
        if word in ("WITHIN", "REPEATS", "START"):
            return f"mẫu STIX có điều kiện {word}: không tách được thành giá trị đơn"
        return "mẫu STIX viết sai"

    def _peek(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def _next(self, expected: str = "") -> _Token:
        if self.at >= len(self.tokens):
            raise RecordFault("mẫu STIX bị cắt")
        token = self.tokens[self.at]
        self.at += 1
        if expected and token.text.upper() != expected:
            raise RecordFault("mẫu STIX viết sai")
        return token

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise RecordFault(f"mẫu STIX lồng quá {DEEPEST} lớp")

    def _observations(self) -> list[Atom]:
        found = self._observation()
        while (word := self._peek().upper()) in ("OR", "AND", "FOLLOWEDBY"):
            if word != "OR":
                raise RecordFault(f"mẫu STIX cần nhiều quan sát cùng lúc ({word})")
            self._next()
            found += self._observation()
        return found

    def _observation(self) -> list[Atom]:
        token = self._next()
        if token.text == "(":
            self._deeper()
            found = self._observations()
            self._next(")")
            self.depth -= 1
            return found
        if token.text != "[":
            raise RecordFault("mẫu STIX viết sai")
        found = self._either()
        self._next("]")
        if not found:
            raise RecordFault("mẫu STIX không nêu giá trị nào")
        return found

    def _either(self) -> list[Atom]:
        """Comparisons joined by OR; AND binds closer."""
        parts = [self._together()]
        while self._peek().upper() == "OR":
            self._next()
            parts.append(self._together())
        if len(parts) > 1 and not all(parts):
            raise RecordFault("mẫu STIX chỉ nêu loại, không nêu giá trị")
        return [atom for part in parts for atom in part]

    def _together(self) -> list[Atom]:
        found = self._comparison()
        while self._peek().upper() == "AND":
            self._next()
            found = _joined(found, self._comparison())
        return found

    def _comparison(self) -> list[Atom]:
        if self._peek() == "(":
            self._deeper()
            self._next()
            found = self._either()
            self._next(")")
            self.depth -= 1
            return found
        path = self._next()
        if path.text.upper() in ("NOT", "EXISTS"):
            raise RecordFault(f"mẫu STIX dùng {path.text.upper()}: không tách được thành giá trị đơn")
        if path.kind != "path":
            raise RecordFault("mẫu STIX viết sai")
        sign = self._next().text.upper()
        if sign == "NOT" or sign not in ("=", "==", "IN", "ISSUBSET"):
            raise RecordFault(f"mẫu STIX dùng {sign}: không tách được thành giá trị đơn")
        return _atoms_of(path.text, sign, self._values(sign))

    def _values(self, sign: str) -> list[str]:
        if sign != "IN":
            return [self._string()]
        self._next("(")
        found = [self._string()]
        while self._peek() == ",":
            self._next()
            found.append(self._string())
        self._next(")")
        return found

    def _string(self) -> str:
        token = self._next()
        if token.kind != "string":
            raise RecordFault("mẫu STIX so sánh với một giá trị không phải chữ")
        return re.sub(r"\\(.)", r"\1", token.text[1:-1], flags=re.DOTALL)


def _atoms_of(path: str, sign: str, values: list[str]) -> list[Atom]:
    head, _, last = path.rpartition(".")
    if last == "type" and head.startswith("network-traffic:") and set(values) <= TYPES:
        return []
    if head == "file:hashes":
        name = _UNQUOTED.sub("", last).lower().replace("-", "")
        if name not in DIGEST_LENGTHS or any(len(one.strip()) != DIGEST_LENGTHS[name] for one in values):
            raise RecordFault(f"mẫu STIX dùng loại băm chưa đọc ({last[:20]})")
        return [digest_atom(one) for one in values]
    reader = READERS.get(path)
    if reader is None:
        raise RecordFault(f"mẫu STIX so sánh {path[:60]}: chưa đọc")
    if sign == "ISSUBSET":
        if reader not in (address_atom, host_atom):
            raise RecordFault("mẫu STIX dùng ISSUBSET với thứ không phải địa chỉ")
        reader = address_atom
    return [reader(one) for one in values]


def _joined(left: list[Atom], right: list[Atom]) -> list[Atom]:
    if not left or not right:
        return left or right
    every = [*left, *right]
    digests = all(one.kind is IndicatorKind.FILE for one in every)
    if digests and len(left) == len(right) == 1 and len(left[0].value) != len(right[0].value):
        return [max(every, key=lambda one: len(one.value))]
    if set(left) == set(right):
        return left
    raise RecordFault("mẫu STIX cần nhiều điều kiện cùng lúc (AND)")


def atoms_of_pattern(pattern: str) -> list[Atom]:
    """The values of which each alone fulfils the pattern, each once. Raises: RecordFault."""
    if len(pattern) > LONGEST:
        raise RecordFault(f"mẫu STIX dài quá {LONGEST} ký tự")
    found = list(islice(dict.fromkeys(_Parser(pattern).atoms()), MOST_ATOMS + 1))
    if len(found) > MOST_ATOMS:
        raise RecordFault(f"mẫu STIX nêu hơn {MOST_ATOMS} giá trị")
    return found
