"""Numbers and telephone numbers as a Vietnamese reader writes them: 4.900 and 97,61%."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

Number = int | float | Decimal


def vn_number(value: Number | str | None, places: int | None = None) -> str:
    """`4900` as "4.900", `1234.5` with two places as "1.234,50"; "" for None.

    Without `places` the digits after the comma are those that the value has. Halves round up.
    """
    if value is None or value == "":
        return ""
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not number.is_finite():
        return ""
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{number:,f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def vn_percent(value: Number | None, places: int = 2) -> str:
    """A value that is already in percent, `97.61` as "97,61%"; "" for None."""
    text = vn_number(value, places)
    return f"{text}%" if text else ""


def vn_size(octets: int) -> str:
    """A file's size: "12 KB", "3,4 MB"."""
    if octets < 1024 * 1024:
        return f"{vn_number(max(1, round(octets / 1024)))} KB"
    return f"{vn_number(octets / 1024 / 1024, 1)} MB"


def phone_masked(phone: str) -> str:
    """A telephone number with its middle hidden, as it stands in an officer's row: "0912 ··· 118"."""
    digits = "".join(c for c in phone if c.isdigit())
    if digits.startswith("84") and len(digits) > 10:
        digits = "0" + digits[2:]
    if len(digits) < 8:
        return "···" if digits else ""
    return f"{digits[:4]} ··· {digits[-3:]}"
