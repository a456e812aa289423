"""A dataset as a catalogue elsewhere tells it, and the keys by which it is known again when its id has changed."""

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from urllib.parse import urlsplit

from tinhso.lib.language.vietnamese import fold

TABLES = ("csv", "tsv", "xlsx", "xls", "ods", "json", "ndjson", "geojson", "parquet", "zip", "gz")
MOST_RECORDS = 2000
MOST_OCTETS_STATED = 10**15
SHARED = ("page:", "name:", "sum:")
"""Keys that several datasets of a catalogue may have alike: the page of an office, a title, the checksum of one guide."""


class HarvestFailed(Exception):
    """The catalogue could not be read, or is our own; a Vietnamese sentence."""


@dataclass(frozen=True)
class RemoteFile:
    key: str
    title: str
    url: str
    format: str = ""
    media_type: str = ""
    checksum: str = ""
    octets: int | None = None

    @property
    def is_table(self) -> bool:
        """Whether it says, or its name says, that it is of a kind that we read."""
        ending = self.url.partition("?")[0].partition("#")[0].lower().rpartition(".")[2]
        format_name = self.format.lower().removeprefix(".").rpartition("/")[2]
        return (
            format_name in TABLES or ending in TABLES or self.media_type in ("text/csv", "application/json")
        )


@dataclass(frozen=True)
class RemoteDataset:
    """`origins` are addresses from which the other side says that it took the dataset itself."""

    remote_id: str
    title: str
    description: str = ""
    keywords: tuple[str, ...] = ()
    theme: str = ""
    licence: str = ""
    publisher: str = ""
    identifier: str = ""
    landing_page: str = ""
    frequency: str = ""
    spatial: str = ""
    origins: tuple[str, ...] = ()
    files: tuple[RemoteFile, ...] = field(default_factory=tuple)

    @property
    def keys(self) -> list[str]:
        """Stable keys, strongest first: two records that share one are the same dataset."""
        found = [f"id:{self.identifier}"] if self.identifier else []
        if self.landing_page and not is_home(self.landing_page):
            found.append(f"page:{self.landing_page.rstrip('/')}")
        if self.publisher:
            found.append(f"name:{fold(self.title)}|{fold(self.publisher)}")
        return found + [f"sum:{one.checksum}" for one in self.files if one.checksum]

    @property
    def digest(self) -> str:
        """Equal for equal content, whatever the id."""
        values = asdict(self) | {"remote_id": "", "files": [asdict(one) | {"key": ""} for one in self.files]}
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()

    @property
    def table(self) -> RemoteFile | None:
        """The first file that we can read as a table."""
        return next((one for one in self.files if one.is_table), None)

    @property
    def is_nameless(self) -> bool:
        """Whether the other side gave it neither an address nor an identifier: its words stand for one."""
        return not self.identifier and self.remote_id in (self.landing_page, self.title)

    def by_content(self) -> "RemoteDataset":
        """The same with an id that its first file (else its description) tells apart from others of its title."""
        sign = self.files[0].url if self.files else self.description
        return replace(
            self, remote_id=f"{self.remote_id[:480]} {hashlib.sha256(sign.encode()).hexdigest()[:16]}"
        )


def distinct(records: list[RemoteDataset]) -> list[RemoteDataset]:
    """One record an id. Several of one title that have no address are told apart by their files: each is a dataset."""
    counts = Counter(one.remote_id for one in records)
    found: dict[str, RemoteDataset] = {}
    for one in records:
        record = one.by_content() if counts[one.remote_id] > 1 and one.is_nameless else one
        found.setdefault(record.remote_id, record)
    return list(found.values())


def is_web(url: object) -> bool:
    """Whether a catalogue's word for an address is one of http or https that can be kept."""
    return (
        isinstance(url, str)
        and url.startswith(("http://", "https://"))
        and len(url) <= 2000
        and bool(host_of(url))
        and url.isprintable()
    )


def host_of(url: str) -> str:
    """The host (and port) of an address; "" where it is none, which a catalogue elsewhere may well hold."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def is_home(url: str) -> bool:
    """Whether the address is the first page of a whole site, as many offices give it for each of their datasets."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return parts.path in ("", "/") and not parts.query


def is_loop(record: RemoteDataset, own_address: str) -> bool:
    """Whether the dataset came from us (`own`: our address): by its page, its identifier, its origins or all its files."""
    host = host_of(own_address)
    if not host:  # nobody said yet where we are
        return False
    origins = (record.identifier, record.landing_page, *record.origins)
    files = [host_of(one.url) == host for one in record.files]
    return any(host_of(one) == host for one in origins if one) or (bool(files) and all(files))
