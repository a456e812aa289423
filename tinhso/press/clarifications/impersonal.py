"""What everybody reads of an untrue rumour names nobody: no account, no page of a social network, no telephone number."""

import re

from tinhso.kernel.site.public import EntryRefused
from tinhso.press.questions.issue_process import check_public_words

NETWORKS = re.compile(
    r"\b(?:facebook|fb|tiktok|zalo|youtube|youtu|instagram|threads|twitter|x|telegram|t|lotus|gapo|mocha)\.(?:com|vn|me|be|net|app|org)\b/?\S*",
    re.IGNORECASE,
)
HANDLE = re.compile(r"(?<![\w.])@[\w.]{2,}")
ACCOUNT = re.compile(
    r"\b(?:tài khoản|nick|facebooker|tiktoker|fanpage|trang cá nhân|kênh|nhóm)\b[^.;\n]{0,20}[“\"«‘']",
    re.IGNORECASE,
)


def check_impersonal(field: str, text: str) -> None:
    """Raises: EntryRefused where the words lead to who spread it."""
    if NETWORKS.search(text) or HANDLE.search(text) or ACCOUNT.search(text):
        raise EntryRefused(
            field, "Chỉ nêu điều được loan truyền; không nêu tài khoản, trang, nhóm, người đăng."
        )
    check_public_words(field, text)
