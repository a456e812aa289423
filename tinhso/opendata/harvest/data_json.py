"""Reads `data.json`, the catalogue that portals in the manner of DCAT-US (Project Open Data 1.1) offer as one file."""

from collections.abc import Callable, Iterator
from typing import Any

from tinhso.lib.messages.plain_json import BadJson, read_json
from tinhso.opendata.harvest.record import HarvestFailed, RemoteDataset, RemoteFile, is_web

Ask = Callable[[str, str], tuple[str, str, bytes]]
PERIODS = {
    "R/P1Y": "ANNUAL",
    "R/P6M": "ANNUAL_2",
    "R/P3M": "QUARTERLY",
    "R/P1M": "MONTHLY",
    "R/P1W": "WEEKLY",
    "R/P7D": "WEEKLY",
    "R/P1D": "DAILY",
    "irregular": "IRREG",
}
MOST_FILES, MOST_WORDS = 50, 20


def data_json(url: str, ask: Ask) -> Iterator[RemoteDataset]:
    """The public datasets of the file. Raises HarvestFailed."""
    try:
        whole = read_json(ask(url, "application/json")[2])
    except BadJson as error:
        raise HarvestFailed("Địa chỉ này không phải là tệp data.json.") from error
    if not isinstance(whole, dict) or not isinstance(whole.get("dataset"), list):
        raise HarvestFailed("Tệp data.json không có danh sách “dataset”.")
    for one in whole["dataset"]:
        if (
            isinstance(one, dict)
            and one.get("accessLevel", "public") == "public"
            and _words(one, "identifier")
        ):
            yield _dataset(one)


def _dataset(one: dict[str, Any]) -> RemoteDataset:
    identifier = _words(one, "identifier")
    publisher = one.get("publisher")
    return RemoteDataset(
        remote_id=identifier,
        title=_words(one, "title", 200) or "(không tên)",
        description=_words(one, "description", 5000),
        keywords=tuple(_text(word, 60) for word in _listed(one, "keyword"))[:MOST_WORDS],
        licence=_words(one, "license", 300),
        publisher=_words(publisher, "name", 200) if isinstance(publisher, dict) else "",
        identifier=identifier,
        landing_page=_words(one, "landingPage"),
        frequency=PERIODS.get(_words(one, "accrualPeriodicity"), ""),
        spatial=_words(one, "spatial", 200),
        files=tuple(_files(one))[:MOST_FILES],
    )


def _files(one: dict[str, Any]) -> Iterator[RemoteFile]:
    for file in _listed(one, "distribution"):
        if not isinstance(file, dict):
            continue
        url = next((w for name in ("downloadURL", "accessURL") if is_web(w := _words(file, name, 2000))), "")
        if url:
            yield RemoteFile(
                key=url[:200],
                title=_words(file, "title", 300) or url[:300],
                url=url,
                format=_words(file, "format", 40),
                media_type=_words(file, "mediaType", 100),
            )


def _listed(one: dict[str, Any], name: str) -> list[Any]:
    value = one.get(name)
    return value if isinstance(value, list) else []


def _words(one: dict[str, Any], name: str, most: int = 500) -> str:
    return _text(one.get(name), most)


def _text(value: object, most: int) -> str:
    return " ".join(value.replace("\0", "").split())[:most] if isinstance(value, str) else ""
