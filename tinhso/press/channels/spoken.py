"""An alert as words that are read aloud: signs and units written out, each sentence once, and once again at the end."""

import re

from tinhso.kernel.site.declare import PublicAlert
from tinhso.lib.dates import vn_day_and_hour

MOST = 8000
SPOKEN = (
    (re.compile(r"(?<=\d)\s*mm\b"), " mi-li-mét"),
    (re.compile(r"(?<=\d)\s*km/h\b"), " ki-lô-mét một giờ"),
    (re.compile(r"(?<=\d)\s*km\b"), " ki-lô-mét"),
    (re.compile(r"(?<=\d)\s*cm\b"), " xen-ti-mét"),
    (re.compile(r"(?<=\d)\s*m\b"), " mét"),
    (re.compile(r"(?<=\d)\s*°\s*C\b"), " độ C"),
    (re.compile(r"(?<=\d)\s*%"), " phần trăm"),
    (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"),
    (re.compile(r"\bTP\.?\s+(?=[A-ZĐ])"), "thành phố "),
    (re.compile(r"\bOTP\b"), "ô tê pê"),
)
SPAN = re.compile(r"(?<![\d/.,–-])(\d{1,3}(?:[.,]\d{1,2})?)\s*[-–]\s*(\d{1,3}(?:[.,]\d{1,2})?)(?![\d–-])")
"""Two numbers with a dash, and no third: neither a date nor a telephone number."""


def spoken(text: str) -> str:
    """The text with its signs written out, on one line."""
    text = SPAN.sub(_span, text)
    for sign, words in SPOKEN:
        text = sign.sub(words, text)
    return " ".join(text.split())


def _span(found: re.Match[str]) -> str:
    """ "15-18" is from the smaller to the larger number; what goes down is a day and a month, or part of a number."""
    low, high = (float(number.replace(",", ".")) for number in found.groups())
    return f"{found[1]} đến {found[2]}" if low < high else found[0]


def alert_words(alert: PublicAlert) -> str:
    """What the loudspeaker reads: attention, the alert, what to do, until when, whose it is, the headline again."""
    headline = spoken(alert.headline).rstrip(".")
    lines = [
        "Xin mời bà con chú ý nghe bản tin cảnh báo.",
        f"{headline}.",
        spoken(alert.text),
        spoken(alert.instruction),
        f"Cảnh báo có hiệu lực đến {vn_day_and_hour(alert.expires_at)}.",
        f"Nguồn: {spoken(alert.source).rstrip('.')}.",
        f"Xin nhắc lại: {headline}.",
    ]
    return "\n".join(line for line in lines if line.strip())[:MOST]


def withdrawal_words(headline: str) -> str:
    """What the loudspeaker reads where an alert that it has read was taken back."""
    taken_back = f"Cảnh báo “{spoken(headline).rstrip('.')}” đã được hủy, không còn hiệu lực."
    return "\n".join(
        ["Xin mời bà con chú ý nghe tin hủy cảnh báo.", taken_back, f"Xin nhắc lại: {taken_back}"]
    )
