"""Bytes of a stranger's feed as text that an XML reader can take: whatever it declares, whatever slipped in."""

import codecs
import re
from html.entities import html5

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE = (
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
)
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})""")
CONTROL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REFERENCE = re.compile(r"&(?:#(?:[xX]([0-9A-Fa-f]{1,8})|(\d{1,9}))|([A-Za-z][A-Za-z0-9]{0,31}));?|&")
OF_XML = {"amp", "lt", "gt", "quot", "apos"}
PROLOGUE = re.compile(r"<\?xml[^>]{0,500}>")
DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)


def as_text(content: bytes, charset: str = "") -> str:
    """The text, by its mark, by what fits of what HTTP and the file declare, by UTF-8, at last by windows-1258."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    for start, encoding in WIDE:
        if content.startswith(start):
            return content.decode(encoding, "replace")
    declared = DECLARED.search(content[:1000])
    for encoding in ("utf-8", charset, declared[1].decode() if declared else "", "windows-1258"):
        if (found := _decoded(content, encoding)) is not None:
            return found
    return content.decode("windows-1252", "replace")


def _decoded(content: bytes, encoding: str) -> str | None:
    """None where the encoding is not known, is no encoding of text, or does not fit."""
    try:
        known = codecs.lookup(encoding.strip()).name if encoding.strip() else ""
        if not known or known in (
            "utf-7",
            "unicode-escape",
            "raw-unicode-escape",
            "idna",
            "punycode",
            "undefined",
        ):
            return None
        return content.decode(known)
    except (LookupError, ValueError):
        return None


def as_markup(text: str) -> str:
    """Without prologue, document type, control characters and entities that only HTML knows; a lone "&" is written out."""
    plain = text.lstrip("\ufeff \t\r\n\0")
    if prologue := PROLOGUE.match(plain):
        plain = plain[prologue.end() :]
    declared = DOCTYPE.match(plain, max(plain[:5000].upper().find("<!DOCTYPE"), 0))
    if declared:
        plain = plain[: declared.start()] + plain[declared.end() :]
    return REFERENCE.sub(_reference, CONTROL.sub("", plain))


def _reference(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name:
        if name in OF_XML:
            return f"&{name};"
        char = html5.get(f"{name};", "")
        return char if char and char not in "<>&" else f"&amp;{found[0][1:]}"
    if not hexadecimal and not decimal:
        return "&amp;"
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code > 0x10FFFF or CONTROL.match(chr(code)):
        return ""
    return f"&#{code};"
