"""Published versions between the folder of a machine and a bucket: filled, taken out, and what either lacks."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import QuerySet

from tinhso.kernel.files.public import Store, bucket_at, contents_of
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.shared_files import FilesAway, fetch_version
from tinhso.opendata.models import DataVersion


@dataclass
class Moved:
    """Files that were copied or were there; `missing` and `altered` name those that this machine has not, or not as published."""

    copied: int = 0
    there: int = 0
    missing: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)


def fill_bucket(url: str, progress: Callable[[int], None] = lambda _n: None) -> Moved:
    """Every file of every version that this machine has and the bucket lacks, held against its sum. StoreAway.

    Run again it goes on. What is erased by law meanwhile goes from the bucket too.
    """
    bucket, done = bucket_at(url), Moved()
    known, copied = contents_of(bucket), set()
    for version in _versions():
        for name, digest in version.sums.items():
            if digest in known:
                done.there += 1
            elif _copy(version, name, digest, bucket, done):
                known.add(digest)
                copied.add(digest)
                done.copied += 1
                progress(done.copied)
    for digest in copied - _digests():
        bucket.delete(digest)
        done.copied -= 1
    return done


def _copy(version: DataVersion, name: str, digest: str, bucket: Store, done: Moved) -> bool:
    try:
        with (store.folder_of(version.folder) / name).open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != digest:
                done.altered.append(f"{spoken(version)}: {name}")
                return False
            bucket.put(digest, stream)
    except FileNotFoundError:
        done.missing.append(f"{spoken(version)}: {name}")
        return False
    return True


def take_out(url: str, progress: Callable[[int], None] = lambda _n: None) -> Moved:
    """Every version that this machine lacks, out of the bucket into its folder; one that could not be had whole is `missing`."""
    done = Moved()
    for version in _versions():
        place = store.folder_of(version.folder)
        if place.is_dir():
            done.there += len(version.sums)
            continue
        try:
            fetch_version(version.folder, place, url)
        except FilesAway:
            done.missing.append(spoken(version))
            continue
        done.copied += len(version.sums)
        progress(done.copied)
    return done


def lacking() -> tuple[int, int]:
    """How many versions cannot be read everywhere, of how many: in the bucket, or the folder where none is set. StoreAway."""
    there = contents_of(bucket_at(settings.OPEN_DATA_S3)) if settings.OPEN_DATA_S3 else None
    every = list(_live())
    return sum(not _is_whole(one, there) for one in every), len(every)


def _is_whole(version: DataVersion, there: set[str] | None) -> bool:
    if there is not None:
        return bool(version.sums) and there.issuperset(version.sums.values())
    folder = store.folder_of(version.folder)
    return all((folder / name).is_file() for name in version.sums or ("table.duckdb",))


def spoken(version: DataVersion) -> str:
    return f"{version.dataset.slug}, phiên bản {version.number}"


def _versions() -> Iterator[DataVersion]:
    """Every version whose files were not erased; one of before sums were kept gets those that lie beside its files."""
    for version in _live().select_related("dataset").order_by("dataset__slug", "number"):
        if not version.sums and (store.folder_of(version.folder) / store.SUMS).is_file():
            version.sums = store.sums_of(version.folder)
            version.save(update_fields=["sums"])
        yield version


def _digests() -> set[str]:
    return {digest for sums in _live().values_list("sums", flat=True) for digest in sums.values()}


def _live() -> "QuerySet[DataVersion]":
    return DataVersion.objects.filter(erased_at=None)
