"""VietQR of NAPAS: the text behind the picture that a banking app reads (EMVCo TLV, CRC-16/CCITT-FALSE)."""

import re

NAPAS = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
DONG = "704"
LONGEST_MEMO = 25  # what every bank keeps whole
MOST = 10**13 - 1  # thirteen digits, the room of field 54
_MEMO = re.compile(r"[A-Za-z0-9 ]{1,25}")


class BadVietQr(ValueError):
    """These words make no VietQR, or this text is none; the message says why."""


def write_vietqr(*, bank: str, account: str, memo: str, amount: int | None = None) -> str:
    """The text of a QR for a transfer to that account.

    `bank` is the BIN of six digits, `amount` whole đồng (None lets the payer type it), `memo` unaccented letters,
    digits and blanks: lengths count characters, and banks drop what is not ASCII. Raises BadVietQr.
    """
    if not re.fullmatch(r"\d{6}", bank) or not re.fullmatch(r"[A-Za-z0-9]{1,19}", account):
        raise BadVietQr("a BIN of six digits and an account of at most 19 letters and digits")
    if not _MEMO.fullmatch(memo):
        raise BadVietQr(f"a memo of 1 to {LONGEST_MEMO} unaccented letters, digits and blanks")
    if amount is not None and not 0 < amount <= MOST:
        raise BadVietQr("an amount from 1 đồng to thirteen digits")
    payee = _field("00", NAPAS) + _field("01", _field("00", bank) + _field("01", account))
    text = _field("00", "01") + _field("01", "11" if amount is None else "12")
    text += _field("38", payee + _field("02", TO_ACCOUNT)) + _field("53", DONG)
    text += "" if amount is None else _field("54", str(amount))
    text += _field("58", "VN") + _field("62", _field("08", memo)) + "6304"
    return f"{text}{crc16(text.encode()):04X}"


def read_vietqr(text: str) -> dict[str, str]:
    """Bank, account, memo and amount of a VietQR ("" where it has none). Raises BadVietQr, also for a wrong sum."""
    if len(text) < 8 or text[-8:-4] != "6304" or text[-4:] != f"{crc16(text[:-4].encode()):04X}":
        raise BadVietQr("the check sum is wrong")
    tags = _fields(text[:-8])
    payee = _fields(tags.get("38", ""))
    whom = _fields(payee.get("01", ""))
    if payee.get("00") != NAPAS or not whom:
        raise BadVietQr("no transfer through NAPAS")
    memo = _fields(tags.get("62", "")).get("08", "")
    return {
        "bank": whom.get("00", ""),
        "account": whom.get("01", ""),
        "memo": memo,
        "amount": tags.get("54", ""),
    }


def crc16(data: bytes) -> int:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, begins with 0xFFFF, nothing reflected."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ (0x1021 if crc & 0x8000 else 0)) & 0xFFFF
    return crc


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02}{value}"


def _fields(text: str) -> dict[str, str]:
    found = {}
    while text:
        size = text[2:4]
        if not (size.isascii() and size.isdecimal()) or len(text) < 4 + int(size):
            raise BadVietQr("a field is cut off")
        found[text[:2]] = text[4 : 4 + int(size)]
        text = text[4 + int(size) :]
    return found
