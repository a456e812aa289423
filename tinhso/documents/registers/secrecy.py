"""Marks of secrecy (Mật, Tối mật, Tuyệt mật): whatever bears one is no matter for this system."""

import re
import unicodedata
from collections.abc import Iterable

from tinhso.documents.pages.refusals import SecretDocument

NONE = ""
MARKS = [(NONE, "Không"), ("mat", "Mật"), ("toi_mat", "Tối mật"), ("tuyet_mat", "Tuyệt mật")]
# As a mark is written on paper: alone on its line, in brackets, or after "độ mật:". Prose that speaks of secrets has none.
_MARK = re.compile(
    r"""(?mx)
    ^\W*(?:(?:mức\ độ\ mật|muc\ do\ mat|độ\ mật|do\ mat)\s*:?\s*)?(?:tuyệt\ mật|tối\ mật|mật|tuyet\ mat|toi\ mat|mat)\W*$
    | [(\[{]\s*(?:(?:mức\ độ\ mật|độ\ mật)\s*:?\s*)?(?:tuyệt\ mật|tối\ mật|mật|tuyet\ mat|toi\ mat|mat)\s*[)\]}]
    | (?:mức\ độ\ mật|độ\ mật)\s*:\s*(?:tuyệt\ mật|tối\ mật|mật)\b
    """
)


def check_not_secret(mark: str, texts: Iterable[str]) -> None:
    """SecretDocument where the mark, or what was typed, says that the document is secret. Nothing is written before."""
    if mark != NONE or any(_MARK.search(unicodedata.normalize("NFC", text).lower()) for text in texts):
        raise SecretDocument
