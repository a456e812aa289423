"""When an article was published, however outlets write it: Vietnamese words, RFC 822 with a wrong weekday, ISO, "2 giờ trước"."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from tinhso.lib.dates import HANOI
from tinhso.lib.language.vietnamese import without_marks

LONGEST = 120
MONTH_WORDS = {
    **dict.fromkeys(("gieng", "mot"), 1), "hai": 2, "ba": 3, **dict.fromkeys(("tu", "bon"), 4), "nam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "muoi mot": 11, "muoi hai": 12, "chap": 12, "muoi": 10,
}  # fmt: skip
ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WORD = "|".join(sorted(MONTH_WORDS, key=len, reverse=True))
LATIN = f"(?:{'|'.join(ENGLISH)})[a-z]*"
MONTH = rf"(?:thang|thg\.?|th\.?)\s*(\d{{1,2}}(?!\d)|{WORD})"
YEAR = r"(\d{4}|\d{2})(?!\d|:\d|[hg]\d|\s*(?:h|g|gio)\b)"
"""Two figures with a clock behind them are its hour: "8 tháng 3, 09:15" names no year."""
DAY = r"(?<![\d:hg])(\d{1,2})"
"""No minutes of a clock: "09:15 Mar 08, 2024"."""
ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
DAY_MONTH = re.compile(rf"{DAY}\s*[,.]?\s*{MONTH}\s*[,./-]?\s*(?:nam\s*)?{YEAR}")
MONTH_DAY = re.compile(rf"\b{MONTH}\s+(\d{{1,2}})(?!\d)\s*,?\s*{YEAR}")
LATIN_DAY = re.compile(rf"{DAY}(?:st|nd|rd|th)?[\s,.-]*({LATIN})[\s,.-]*{YEAR}")
LATIN_MONTH = re.compile(rf"\b({LATIN})\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(\d{{4}})(?!\d)")
NUMBERS = re.compile(rf"(?<!\d)(\d{{1,2}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*{YEAR}")
UNIX_DATE = re.compile(
    rf"\b({LATIN})\s+(\d{{1,2}})\s+(\d{{1,2}}:\d\d(?::\d\d)?)\s+(?:[a-z]{{3,4}}\s+)?(\d{{4}})(?!\d)"
)
ENGLISH_CLOCK = re.compile(r"\d\s*[ap]\.?m\b")
NEAR_DAY = re.compile(r"\b(hom nay|hom qua|hom kia|today|yesterday)\b")
AGO = re.compile(
    r"(?:(?<!\d)(\d{1,4})|(?<!muoi )\b(?:mot|an?)\b)\s*(giay|phut|gio|tieng|ngay|tuan|thang|nam|second|minute|min|hour|day|week|month|year)s?"
    r"\s*(?:truoc|ago)\b"
)
JUST = re.compile(r"\b(vua xong|vua dang|moi day|just now)\b")
EPOCH = re.compile(r"(?:/date\()?(1\d{9}|1\d{12})(?:[+-]\d{4})?(?:\)/)?")
HOUR = re.compile(
    r"(?<![\d:])(\d{1,2})\s*(?:(:|gio|[hg](?![a-z]))\s*(\d{1,2})?(?!\d)(?:\s*(?::|phut|p(?!\.?m)|')\s*(\d{2})?)?|(?=\s*(?:am|pm)\b))"
    r"(?:[.,]\d+)?['’]?\s*(a\.?m\b|p\.?m\b|sa\b|ch\b|sang\b|trua\b|chieu\b|toi\b|dem\b)?"
)
OFFSET = re.compile(
    r"(?:(?:gmt|utc)\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?|(?<=[\d.)])\s*([+-])(\d{2}):?(\d{2})(?!\d)(?!:)|(?<=\d)(\+|(?<=:\d\d:\d\d)-)(\d{2})(?![\d:])"
    r"|(?:gmt|utc)()\s(\d{1,2})(?![\d:hg]))"
)
"""The last is "GMT+7" whose sign an address has swallowed."""
LUNAR = re.compile(r"[(,;|]?[^(,;|]*\bam lich\b\)?")
ZONES = {"gmt": 0, "utc": 0, "ut": 0, "ict": 7, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "jst": 9, "kst": 9, "sgt": 8, "hkt": 8, "cet": 1, "cest": 2, "bst": 1, "eet": 2, "eest": 3, "msk": 3, "aest": 10, "aedt": 11}  # fmt: skip
NAMED = re.compile(rf"\b({'|'.join(ZONES)})\b")
ZULU = re.compile(r"\d\s*z\b")
UNITS = {
    **dict.fromkeys(("giay", "second"), timedelta(seconds=1)), **dict.fromkeys(("phut", "minute", "min"), timedelta(minutes=1)),
    **dict.fromkeys(("gio", "tieng", "hour"), timedelta(hours=1)), **dict.fromkeys(("ngay", "day"), timedelta(days=1)),
    **dict.fromkeys(("tuan", "week"), timedelta(weeks=1)), **dict.fromkeys(("thang", "month"), timedelta(days=30)), **dict.fromkeys(("nam", "year"), timedelta(days=365)),
}  # fmt: skip
SKEW = timedelta(minutes=10)
"""By how much a clock of an outlet may be fast."""
BACK = {"hom nay": 0, "today": 0, "hom qua": 1, "yesterday": 1, "hom kia": 2}
NOON = 12
DAYBREAK = 6


def news_moment(words: str, *, now: datetime, month_first: bool = False) -> datetime | None:
    """The moment, to the second where it is written; Vietnamese time where no zone is. None where it is no date.

    03/04/2024 is the third of April, also with AM or PM beside it; 3/4/2024 with AM or PM, without its zeros, is the fourth of
    March, as machines set to English write it, and so is every date of a source that is known to write the month first. A day without an hour is its midnight. A day of the lunar calendar is none.
    """
    plain = unicodedata.normalize("NFC", words[: 2 * LONGEST])
    text = " ".join(without_marks(plain).lower().replace("\u2013", "-").replace("\u2014", "-").split())[
        :LONGEST
    ]
    try:
        text = LUNAR.sub(" ", text)
        return _relative(text, now, month_first) or _absolute(text, now, month_first)
    except (ValueError, OverflowError):
        return None


def _relative(text: str, now: datetime, month_first: bool) -> datetime | None:
    """Where a day is written out as well, that counts: "08/03/2024 09:15 (2 giờ trước)"."""
    if found := EPOCH.fullmatch(text):
        number = int(found[1])
        return datetime.fromtimestamp(number / 1000 if number > 10**11 else number, tz=UTC)
    if COMPACT.search(text) or _day(text, month_first):
        return None
    if found := AGO.search(text):
        return now - int(found[1] or 1) * UNITS[found[2]]
    return now if JUST.search(text) else None


def _absolute(text: str, now: datetime, month_first: bool) -> datetime | None:
    if found := COMPACT.search(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        rest = text[: found.start()] + " " + text[found.end() :]
        if hour or minute or found[4]:
            zone, _ = _zone(f"0{rest.strip()}")
            return datetime(year, month, day, hour, minute, second, tzinfo=zone)
        return _combined(date(year, month, day), rest)
    day_found = _day(text, month_first)
    if day_found is not None:
        on, (start, end) = day_found
        return _combined(on, f"{text[:start]} | {text[end:]}")
    return _near(text, now)


def _near(text: str, now: datetime) -> datetime | None:
    """ "Hôm nay, 23:50" that is still there at five past midnight was written the day before."""
    found = NEAR_DAY.search(text)
    if found is None:
        return None
    on = now.astimezone(HANOI).date() - timedelta(days=BACK[found[1]])
    moment = _combined(on, f"{text[: found.start()]} | {text[found.end() :]}")
    return moment if moment <= now + SKEW else moment - timedelta(days=1)


def _day(text: str, month_first: bool) -> tuple[date, tuple[int, int]] | None:
    """The day that is written out, and where it stands."""
    if found := ISO.search(text):
        return date(int(found[1]), int(found[2]), int(found[3])), found.span()
    if found := DAY_MONTH.search(text):
        return date(_year(found[3]), _month(found[2]), int(found[1])), found.span()
    if found := MONTH_DAY.search(text):
        return date(_year(found[3]), _month(found[1]), int(found[2])), found.span()
    if found := UNIX_DATE.search(text):
        return date(int(found[4]), _month(found[1]), int(found[2])), (found.start(), found.start(3))
    if found := LATIN_DAY.search(text):
        return date(_year(found[3]), _month(found[2]), int(found[1])), found.span()
    if found := LATIN_MONTH.search(text):
        return date(int(found[3]), _month(found[1]), int(found[2])), found.span()
    if found := NUMBERS.search(text):
        padded = found[1].startswith("0") or found[3].startswith("0")
        english = not padded and bool(ENGLISH_CLOCK.search(text))
        return _in_numbers(
            int(found[1]), int(found[3]), _year(found[4]), month_first or english
        ), found.span()
    return None


def _in_numbers(first: int, second: int, year: int, month_first: bool) -> date:
    """Day first, as here, unless it can be no month, or the month is written first there."""
    if second > NOON or (month_first and first <= NOON):
        first, second = second, first
    return date(year, second, first)


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    return MONTH_WORDS[word] if word in MONTH_WORDS else ENGLISH.index(word[:3]) + 1


def _year(digits: str) -> int:
    number = int(digits)
    if len(digits) == len("2024"):
        return number
    return 1900 + number if number >= 70 else 2000 + number


def _zone(rest: str) -> tuple[tzinfo, str]:
    """The zone that is written, Hà Nội's where none is, and the text without it."""
    if found := OFFSET.search(rest):
        sign, hours, minutes = next(
            parts for parts in (found.group(1, 2, 3), found.group(4, 5, 6), (*found.group(7, 8), "0"), (*found.group(9, 10), "0")) if parts[1]
        )  # fmt: skip
        away = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-away if sign == "-" else away), rest[: found.start()] + " " + rest[found.end() :]
    if found := NAMED.search(rest):
        return timezone(timedelta(hours=ZONES[found[1]])), rest[: found.start()] + " " + rest[found.end() :]
    return (UTC if ZULU.search(rest) else HANOI), rest


def _combined(on: date, rest: str) -> datetime:
    zone, clock = _zone(rest)
    found = HOUR.search(clock)
    hour = minute = second = 0
    if found and (found[2] or found[5]):
        hour, minute, second = int(found[1]), int(found[3] or 0), int(found[4] or 0)
        hour = _of_day(hour, (found[5] or "").replace(".", ""))
    days, hour = divmod(hour, 24) if hour == 24 and not minute else (0, hour)
    return datetime.combine(on, time(hour, minute, min(second, 59)), tzinfo=zone) + timedelta(days=days)


def _of_day(hour: int, half: str) -> int:
    """In 24 hours: ten at night is 22, one at night is 1, twelve in the evening is the end of the day."""
    if half in ("am", "sa", "sang", "dem") and hour == NOON:
        return 0
    late = {"trua": hour < NOON - 2, "dem": DAYBREAK <= hour < NOON, "toi": hour <= NOON}
    return hour + NOON if late.get(half, half in ("pm", "ch", "chieu") and hour < NOON) else hour
