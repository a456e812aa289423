"""An alert as words that are read aloud: signs and units written out, each sentence once, and once again at the end."""

import re

from tinhso.kernel.site.declare import PublicAlert

MOST = 8000
SPOKEN = (
    (re.compile(r"(?<=\d)\s*mm\b"), " mi-li-mét"),
    (re.compile(r"(?<=\d)\s*km/h\b"), " ki-lô-mét một giờ"),
    (re.compile(r"(?<=\d)\s*km\b"), " ki-lô-mét"),
    (re.compile(r"(?<=\d)\s*cm\b"), " xen-ti-mét"),
    (re.compile(r"(?<=\d)\s*m\b"), " mét"),
    (re.compile(r"(?<=\d)\s*°\s*C\b"), " độ C"),
    (re.compile(r"(?<=\d)\s*%"), " phần trăm"),
    (re.compile(r"(?<=\d)\s*[-–]\s*(?=\d)"), " đến "),
    (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"),
    (re.compile(r"\bTP\.?\s+(?=[A-ZĐ])"), "thành phố "),
    (re.compile(r"\bOTP\b"), "ô tê pê"),
)


def spoken(text: str) -> str:
    """The text with its signs written out, on one line."""
    for sign, words in SPOKEN:
        text = sign.sub(words, text)
    return " ".join(text.split())


def alert_words(alert: PublicAlert) -> str:
    """What the loudspeaker reads: attention, the alert, what to do, whose it is, the headline again."""
    headline = spoken(alert.headline).rstrip(".")
    lines = [
        "Xin mời bà con chú ý nghe bản tin cảnh báo.",
        f"{headline}.",
        spoken(alert.text),
        spoken(alert.instruction),
        f"Nguồn: {spoken(alert.source).rstrip('.')}.",
        f"Xin nhắc lại: {headline}.",
    ]
    return "\n".join(line for line in lines if line.strip())[:MOST]
