"""Codes as people write them: with dots, dashes, spaces or nothing between, in small letters, digits alone."""

import re

LONGEST = 80
LEADING = re.compile(
    r"^\s*(mã|ma|số|so)?\s*(hồ sơ|ho so|phản ánh|phan anh|hs)?\s*(số|so)?\s*[:#]?\s*", re.IGNORECASE
)
DOSSIER = re.compile(r"(\d{3})(\d{2})(\d{2})([A-Z]\d{2})(\d{6})(\d{4,5})")
SHORT = re.compile(r"(\d{2})(\d{2})([A-Z]\d{2})(\d{6})(\d{4,5})")
DIGITS = re.compile(r"(\d{3})(\d{2})(\d{2})(\d{2})(\d{6})(\d{4,5})")
OTHER = re.compile(r"(PA)(\d{6})([A-Z0-9]{5})|(KN|HD|UD|TT)(\d{6})(\d{4})")


def written_code(text: str, *, letter: str = "H") -> str:
    """The code of a case as it is kept ("000.17.22.H56-240308-0012"), or "" if these words are none.

    `letter` begins the province's identity code and is put in where somebody typed the digits alone.
    """
    if len(text) > LONGEST:
        return ""
    bare = re.sub(r"[\s.\-–_/]", "", LEADING.sub("", text)).upper()
    if found := DOSSIER.fullmatch(bare):
        one, two, three, province, day, number = found.groups()
        return f"{one}.{two}.{three}.{province}-{day}-{number}"
    if found := SHORT.fullmatch(bare):
        two, three, province, day, number = found.groups()
        return f"000.{two}.{three}.{province}-{day}-{number}"
    if found := DIGITS.fullmatch(bare):
        one, two, three, province, day, number = found.groups()
        return f"{one}.{two}.{three}.{letter}{province}-{day}-{number}"
    found = OTHER.fullmatch(bare)
    return "-".join(part for part in found.groups() if part) if found else ""
