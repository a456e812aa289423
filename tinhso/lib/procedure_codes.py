"""How a procedure is numbered: the national database of procedures (cơ sở dữ liệu quốc gia về thủ tục hành chính)."""

import re

NATIONAL = re.compile(r"[0-9]\.[0-9]{6}(\.000\.00\.00\.[A-Z][0-9]{2,3})?\Z")
UNVERIFIED = re.compile(r"cxm-[a-z0-9]+(-[a-z0-9]+)*\Z")
LONGEST = 40


def is_procedure_code(text: str) -> bool:
    """A national code as 1.003659, with or without the tail of who keeps it, or one of ours that is not verified yet."""
    return len(text) <= LONGEST and bool(NATIONAL.match(text) or UNVERIFIED.match(text))
