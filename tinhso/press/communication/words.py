"""Limits that the deeds of communication share."""

import re
from datetime import date

from tinhso.kernel.site.public import EntryRefused

LINK = re.compile(r"(?:https://[^/\\\s<>\"']|/[^/\\\s<>\"'])[^\\\s<>\"']*")


def checked_words(field: str, text: str, *, least: int, most: int) -> str:
    """The text without blanks around it. Raises: EntryRefused."""
    found = text.strip()
    if not least <= len(found) <= most:
        raise EntryRefused(field, f"Ghi từ {least} đến {most} ký tự (hiện có {len(found)}).")
    return found


def checked_link(field: str, url: str) -> str:
    """A page of ours or one of the web, or "". Raises: EntryRefused."""
    found = url.strip()
    if found and (len(found) > 300 or not LINK.fullmatch(found)):
        raise EntryRefused(field, "Đường dẫn bắt đầu bằng / hoặc https://, dài nhất 300 ký tự.")
    return found


def first_of_month(day: date) -> date:
    return day.replace(day=1)
