"""JSON Feed 1.0 and 1.1 as drafts."""

from typing import Any

from tinhso.lib.messages.plain_json import BadJson, read_json
from tinhso.lib.news.feed import MOST_ITEMS, Draft, Feed

DATES = ("date_published", "date_modified")


def json_drafts(text: str, feed: Feed) -> list[Draft]:
    try:
        value = read_json(text.encode("utf-8", "ignore"))
    except BadJson:
        feed.note(0, "Tệp JSON hỏng, không đọc được.")
        return []
    rows = value.get("items") if isinstance(value, dict) else value
    if not isinstance(rows, list):
        feed.note(0, "Tệp JSON không có danh sách tin.")
        return []
    feed.kind = "json"
    return [_draft(one) for one in rows[: MOST_ITEMS + 1]]


def _draft(one: Any) -> Draft:  # noqa: ANN401
    if not isinstance(one, dict):
        return Draft(urls=())
    words = {str(name): value for name, value in one.items() if isinstance(value, str)}
    urls = (words.get("url"), words.get("external_url"), words.get("id"))
    return Draft(
        urls=tuple(
            address for address in urls if address and "://" in address[:10] or address and address[0] == "/"
        ),
        title=words.get("title", ""),
        summary=words.get("summary", ""),
        text=words.get("content_html") or words.get("content_text", ""),
        dates=tuple(words[name] for name in DATES if words.get(name)),
    )
