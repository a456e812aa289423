from urllib.parse import urlencode

from django.urls import reverse

from tinhso.kernel.site.public import instance
from tinhso.lib.language.case_codes import written_code


def tracking_address(words: str) -> str:
    """A code in any spelling leads to tracking, whether or not there is such a case: that page says so, and is limited."""
    code = case_code(words)
    return f"{reverse('track')}?{urlencode({'ma': code})}" if code else ""


def case_code(words: str) -> str:
    return written_code(words, letter=(instance().ident_code or "H")[:1])
