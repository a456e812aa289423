"""Vietnamese text in the encodings from before Unicode: TCVN3 (ABC), VNI Windows, Windows-1258.

TCVN 5712:1993 gives one byte to a letter and leaves capitals with tones to another face, so they come out small.
VNI writes the letter and then a byte for its marks. Both stand in files that call themselves Windows-1252.
"""

import re
import unicodedata

TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô­õøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
ROOF, BOWL = "\u0302", "\u0306"
PLAIN_MARKS = {"ø": GRAVE, "ù": ACUTE, "û": HOOK, "õ": TILDE, "ï": DOT}
ROOF_MARKS = {"â": "", "à": GRAVE, "á": ACUTE, "å": HOOK, "ã": TILDE, "ä": DOT}
BOWL_MARKS = {"ê": "", "è": GRAVE, "é": ACUTE, "ú": HOOK, "ü": TILDE, "ë": DOT}
SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for letter in "aeouy":
        pairs |= {letter + byte: letter + mark for byte, mark in PLAIN_MARKS.items()}
    for letter in "aeo":
        pairs |= {letter + byte: letter + ROOF + mark for byte, mark in ROOF_MARKS.items()}
    pairs |= {"a" + byte: "a" + BOWL + mark for byte, mark in BOWL_MARKS.items()}
    for letter, plain in (("ô", "ơ"), ("ö", "ư")):
        pairs |= {letter + byte: plain + mark for byte, mark in PLAIN_MARKS.items()}
    pairs |= SINGLE
    composed = {code: unicodedata.normalize("NFC", text) for code, text in pairs.items()}
    capitals = {code.upper(): text.upper() for code, text in composed.items()}
    mixed = {code[0].upper() + code[1:]: text.upper() for code, text in composed.items() if len(code) == 2}
    return mixed | capitals | composed


VNI = _vni_pairs()
VNI_CODE = re.compile("|".join(re.escape(code) for code in sorted(VNI, key=len, reverse=True)))
CONTROLS = {code: bytes([code]).decode("cp1252", errors="ignore") or chr(code) for code in range(0x80, 0xA0)}
TCVN3_TABLE = str.maketrans(TCVN3)


def from_tcvn3(text: str) -> str:
    """Text that was read as Latin-1 although it is TCVN3: "Thanh Ho¸" is "Thanh Hoá"."""
    return text.translate(TCVN3_TABLE)


def from_vni(text: str) -> str:
    """Text that was read as Windows-1252 although it is VNI: "Thanh Hoùa" is "Thanh Hóa"."""
    return VNI_CODE.sub(lambda code: VNI[code.group()], text)


def from_wrong_controls(text: str) -> str:
    """Dashes, quotes and "€" of Windows-1252 that somebody turned into Unicode as if they were Latin-1."""
    return text.translate(CONTROLS)


def from_cp1258(text: str) -> str:
    """Windows-1258 keeps tones apart from their letters; here they are put together."""
    return unicodedata.normalize("NFC", text)
