"""Numbers as people write them here: dots between thousands, a comma before decimals."""

import re
from decimal import Decimal

UNITS = re.compile(r"\s*(đồng|đ|vnđ|vnd)\.?$", re.IGNORECASE)
GROUPED = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
GROUPED_BY_COMMA = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")
PLAIN = re.compile(r"[0-9]+")


class NotANumber(ValueError):
    """The text is not a number; the message says what to do."""


def read_number(text: str, decimals: int = 0) -> int | float:
    """4.900 or 4900 or 4,900 (whole), 97,61 or 97.61 (with decimals), 1.500.000 đồng; raises NotANumber."""
    bare = UNITS.sub("", re.sub(r"[\s\u00a0]+", "", text.strip()))
    sign, bare = (-1, bare[1:]) if bare[:1] in {"-", "\u2212"} else (1, bare)
    whole, fraction = _split(bare, decimals)
    if not PLAIN.fullmatch(whole) or not re.fullmatch(r"[0-9]*", fraction) or len(whole) > 15:
        raise NotANumber("Nhập số, ví dụ 4.900." if not decimals else "Nhập số, ví dụ 4.900 hoặc 97,61.")
    fraction = fraction.rstrip("0")
    if len(fraction) > decimals:
        raise NotANumber(
            "Nhập số nguyên, không có phần thập phân."
            if not decimals
            else f"Tối đa {decimals} chữ số sau dấu phẩy."
        )
    return sign * (float(Decimal(f"{whole}.{fraction}")) if fraction else int(whole))


def _split(bare: str, decimals: int) -> tuple[str, str]:
    """The whole part without separators, and the decimals."""
    left, comma, right = bare.partition(",")
    if comma and GROUPED_BY_COMMA.fullmatch(bare) and (not decimals or bare.count(",") > 1):
        return bare.replace(",", ""), ""
    if comma and "." in right and GROUPED_BY_COMMA.fullmatch(bare.rpartition(".")[0]):
        return bare.rpartition(".")[0].replace(",", ""), bare.rpartition(".")[2]
    if GROUPED.fullmatch(left):
        return left.replace(".", ""), right
    if not comma and bare.count(".") == 1:
        whole, _, fraction = bare.partition(".")
        return whole, fraction or "x"
    return left, right if right or not comma else "x"


def write_number(value: float) -> str:
    """4900 as 4.900 and 97.61 as 97,61."""
    text = format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value)
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, fraction = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return sign + grouped + (f",{fraction}" if fraction.rstrip("0") else "")
