"""What one value of a rule asks of the distinct values of events: a piece of SQL over `text`, `low`, `num` and `ip`, and its parameters.

The text of the SQL comes from this file alone; whatever the rule says is a parameter. Patterns run in RE2, whose time is
linear in the text; wildcards that a plain comparison cannot answer run there too.
"""

import ipaddress
from dataclasses import dataclass
from typing import Any

from sigma.exceptions import SigmaError
from sigma.types import (
    CompareOperators,
    SigmaBool,
    SigmaCasedString,
    SigmaCIDRExpression,
    SigmaCompareExpression,
    SigmaExpansion,
    SigmaNumber,
    SigmaRegularExpression,
    SigmaString,
    SigmaTimestampPart,
    SpecialChars,
    TimestampPart,
)

LONGEST_PATTERN = 4000
LONGEST_NUMBER = 15
"""Digits that a floating number holds exactly."""
COMPARISONS = {
    CompareOperators.LT: "num < ?",
    CompareOperators.LTE: "num <= ?",
    CompareOperators.GT: "num > ?",
    CompareOperators.GTE: "num >= ?",
    CompareOperators.NEQ: "num <> ?",
}
TIME_PARTS = {
    TimestampPart.MINUTE: "minute(try_cast(text as timestamp)) = ?",
    TimestampPart.HOUR: "hour(try_cast(text as timestamp)) = ?",
    TimestampPart.DAY: "day(try_cast(text as timestamp)) = ?",
    TimestampPart.WEEK: "week(try_cast(text as timestamp)) = ?",
    TimestampPart.MONTH: "month(try_cast(text as timestamp)) = ?",
    TimestampPart.YEAR: "year(try_cast(text as timestamp)) = ?",
}


class CannotAsk(Exception):
    """A rule asks what cannot be answered here; the words are for its author, in Vietnamese."""


@dataclass(frozen=True)
class Piece:
    """SQL and its parameters, in order."""

    sql: str
    parameters: tuple[Any, ...] = ()


def joined(pieces: list[Piece], word: str) -> Piece:
    """The pieces linked by `and` or `or`."""
    if len(pieces) == 1:
        return pieces[0]
    sql = "(" + f" {word} ".join(one.sql for one in pieces) + ")"
    return Piece(sql, tuple(value for one in pieces for value in one.parameters))


def predicate(value: Any, *, anywhere: bool = False) -> Piece:
    """`anywhere`: a keyword, which may lie inside a longer text. Raises: CannotAsk."""
    if isinstance(value, SigmaExpansion):
        if not value.values:
            raise CannotAsk("Một giá trị mở ra thành rỗng.")
        return joined([predicate(one, anywhere=anywhere) for one in value.values], "or")
    if isinstance(value, SigmaString):
        return _string(value, anywhere=anywhere)
    if isinstance(value, SigmaRegularExpression):
        return _pattern(value)
    if isinstance(value, SigmaTimestampPart):
        return Piece(TIME_PARTS[value.timestamp_part], (int(value.number),))
    if isinstance(value, SigmaNumber):
        return _number(value.number, anywhere=anywhere)
    if isinstance(value, SigmaBool):
        return Piece("low = ?", ("true" if value.boolean else "false",))
    if isinstance(value, SigmaCIDRExpression):
        low, high = address_bounds(value.network)
        return Piece("ip between ? and ?", (low, high))
    if isinstance(value, SigmaCompareExpression):
        return Piece(COMPARISONS[value.op], (float(value.number.number),))
    raise CannotAsk(f"Chưa trả lời được giá trị kiểu {type(value).__name__}.")


def _number(number: float, *, anywhere: bool) -> Piece:
    text = str(number)
    if anywhere:
        return Piece("contains(text, ?)", (text,))
    if len(text.lstrip("-")) > LONGEST_NUMBER:
        return Piece("text = ?", (text,))
    return Piece("(text = ? or num = ?)", (text, float(number)))


def _string(value: SigmaString, *, anywhere: bool) -> Piece:
    parts: list[Any] = [one for one in value.s if one != ""]
    if not all(isinstance(one, str | SpecialChars) for one in parts):
        raise CannotAsk("Chưa có giá trị cho %…%.")
    many = SpecialChars.WILDCARD_MULTI
    if anywhere and parts:
        parts = [many, *parts, many]
    while len(parts) > 1 and parts[0] is many and parts[1] is many:
        del parts[0]
    while len(parts) > 1 and parts[-1] is many and parts[-2] is many:
        del parts[-1]
    column, bound = ("text", "?") if isinstance(value, SigmaCasedString) else ("low", "lower(?)")
    if not parts:
        return Piece("text = ''")
    if parts == [many]:
        return Piece("text is not null")
    shape = ["x" if isinstance(one, str) else "*" if one is many else "?" for one in parts]
    words = tuple(one for one in parts if isinstance(one, str))
    plain = {
        "x": f"{column} = {bound}",
        "*x*": f"contains({column}, {bound})",
        "x*": f"starts_with({column}, {bound})",
        "*x": f"ends_with({column}, {bound})",
    }.get("".join(shape))
    if plain:
        return Piece(plain, words)
    pattern = "(?s)" + "".join(
        escaped(one) if isinstance(one, str) else ".*" if one is many else "." for one in parts
    )
    if len(pattern) > LONGEST_PATTERN:
        raise CannotAsk(f"Giá trị có ký tự đại diện dài quá {LONGEST_PATTERN} ký tự.")
    return Piece(f"regexp_full_match({column}, {bound})", (pattern,))


def escaped(text: str) -> str:
    """The text as a pattern of RE2 that matches it alone, without a letter that lower case would turn into another."""
    return "".join(
        one if one.isalnum() or ord(one) > 126 else "\\x00" if one == "\x00" else f"\\x{ord(one):02x}"
        for one in text
    )


def _pattern(value: SigmaRegularExpression) -> Piece:
    try:
        value.compile()
    except SigmaError as error:
        raise CannotAsk(
            "Biểu thức chính quy không chạy được ở đây (không nhận nhìn trước, nhìn sau, tham chiếu ngược, "
            f"hoặc viết sai); bộ phân tích báo: “{str(error)[-120:]}”."
        ) from error
    pattern = value.escape(escape_escape_char=False)
    if len(pattern) > LONGEST_PATTERN:
        raise CannotAsk(f"Biểu thức chính quy dài quá {LONGEST_PATTERN} ký tự.")
    return Piece("regexp_matches(text, ?)", (pattern,))


def address_bounds(network: "ipaddress.IPv4Network | ipaddress.IPv6Network") -> tuple[str, str]:
    """First and last address, written as `ip` is, so that they compare as texts."""
    return address_text(network.network_address), address_text(network.broadcast_address)


def address_text(address: "ipaddress.IPv4Address | ipaddress.IPv6Address") -> str:
    return f"4{int(address):08x}" if address.version == 4 else f"6{int(address):032x}"


def text_as_number(text: str) -> float | None:
    """The number that a text is, where a floating number holds it exactly."""
    bare = text[1:] if text[:1] == "-" else text
    digits = bare.replace(".", "", 1)
    if not digits.isascii() or not digits.isdigit() or len(digits) > LONGEST_NUMBER or bare[:1] == ".":
        return None
    return float(text)


def text_as_address(text: str) -> str | None:
    """`ip` of a text that is an address."""
    if len(text) > 45 or not (text.count(".") == 3 or text.count(":") >= 2):
        return None
    try:
        return address_text(ipaddress.ip_address(text.split("%")[0]))
    except ValueError:
        return None
