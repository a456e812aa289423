"""The bytes of a DOCX that somebody brings: judged before anything reads them, and what they say without their layout."""

import io
import re
import zipfile
from html import unescape

from tinhso.kernel.files.public import MEGABYTE, FileRefused, Kind, Limit, UploadRules
from tinhso.lib.files.kinds import FACTS, KindRefused, check_kind
from tinhso.lib.files.zip_guard import ZipLimits

RULES = UploadRules(allow=frozenset({Kind.DOCX}), max_size=10 * MEGABYTE)
UNPACKED = ZipLimits(unpacked=40 * MEGABYTE)  # the text is read as a tree, which needs many times its size
DOCX_TYPE = FACTS[Kind.DOCX].content_type
_PARAGRAPH, _RUN = re.compile(r"</w:p>"), re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")


def check_docx(content: bytes, *, name: str, declared: str = DOCX_TYPE) -> None:
    """A DOCX without macros that does not unpack to more than it should. Raises: FileRefused."""
    if len(content) > RULES.max_size:
        raise FileRefused(Limit.TOO_BIG, name, RULES)
    try:
        check_kind(io.BytesIO(content), name=name, declared=declared, allow=RULES.allow, limits=UNPACKED)
    except KindRefused as refused:
        raise FileRefused(refused.reason, name, RULES) from refused


def lines_of_docx(content: bytes) -> list[str]:
    """Every line of text in it, of the body, heads and notes, also where a draft could not hold it. It was checked before."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [
            archive.read(name).decode("utf-8", "replace")
            for name in archive.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        ]
    lines = (unescape("".join(_RUN.findall(one))) for part in parts for one in _PARAGRAPH.split(part))
    return [line for line in lines if line.strip()]
