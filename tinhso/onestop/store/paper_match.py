"""Whether a stored paper is of the kind that a procedure asks for, judged by their names alone.

It only decides what is offered: the citizen chooses, and the officer sees what was chosen.
"""

import re

from tinhso.lib.language.vietnamese import fold

ASIDE = re.compile(r"\([^)]*\)")
EITHER = re.compile(r"[,;/]|\bhoặc\b|\bvà\b", re.IGNORECASE)
COPY = re.compile(r"^(?:mot trong cac |cac )?(?:ban (?:sao|goc|chinh|dien tu)(?: chung thuc)?(?: cua)? )*")
LEAST_WORDS = 3  # "giấy khai sinh"
VAGUE = {  # beginnings that many papers share
    *("giay chung nhan", "giay xac nhan", "giay gioi thieu", "giay to ve", "giay to chung minh"),
    *("van ban xac nhan", "van ban uy quyen", "quyet dinh ve viec", "giay to khac"),
}


def same_paper(stored: str, asked: str) -> bool:
    """One of the names in `stored` is one of those in `asked`, or its beginning, or the other way round."""
    return any(_begins(a, b) or _begins(b, a) for a in _names(stored) for b in _names(asked))


def _names(title: str) -> set[str]:
    """The single names of "Trích lục khai tử, bản sao giấy báo tử (nếu có)", folded."""
    parts = EITHER.split(ASIDE.sub(" ", title))
    return {COPY.sub("", fold(part)) for part in parts} - {""}


def _begins(short: str, long: str) -> bool:
    if short == long:
        return short not in VAGUE
    enough = len(short.split()) >= LEAST_WORDS and short not in VAGUE
    return enough and long.startswith(f"{short} ")
