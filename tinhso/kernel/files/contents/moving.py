"""Moves a store's content to another: copied, held against its digest, and only then, if wished, deleted where it was."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from tinhso.kernel.files.contents.store import Store


@dataclass
class Moved:
    """What a run did: `altered` are those whose content is not what their digest says, `unnamed` how many nobody claims: both
    stay where they are."""

    copied: int = 0
    there: int = 0
    deleted: int = 0
    unnamed: int = 0
    altered: list[str] = field(default_factory=list)


def move_content(
    source: Store,
    target: Store,
    *,
    named: Collection[str],
    delete: bool = False,
    progress: Callable[[int], None] = lambda _n: None,
) -> Moved:
    """Everything of `source` that `target` lacks and a row names (`named`): what was erased in the store that serves may still lie
    in the other, and must not come back. Run again it goes on. What vanishes from the source meanwhile is erased by law, and
    goes from the target too. With `delete` the source loses what the target gave back whole. StoreAway."""
    done, known, copied = Moved(), set(_all(target)), []
    for sha256 in _all(source):
        if sha256 not in named:
            done.unnamed += 1
            continue
        if sha256 in known:
            done.there += 1
            continue
        if _copy(source, target, sha256, done):
            copied.append(sha256)
            progress(done.copied)
    left = set(_all(source))
    for sha256 in copied:
        if sha256 not in left:
            target.delete(sha256)
            done.copied -= 1
    for sha256 in sorted((left & set(named)) - set(done.altered)) if delete else ():
        if _is_whole(target, sha256):
            source.delete(sha256)
            done.deleted += 1
        else:
            done.altered.append(sha256)
    return done


def contents_of(store: Store) -> set[str]:
    """The digests of everything in it."""
    return set(_all(store))


def _all(store: Store) -> list[str]:
    return list(store.older_than(timezone.now() + timedelta(days=1)))


def _copy(source: Store, target: Store, sha256: str, done: Moved) -> bool:
    try:
        with source.open(sha256) as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:  # type: ignore[arg-type]
                done.altered.append(sha256)
                return False
            stream.seek(0)
            target.put(sha256, stream)
    except FileNotFoundError:
        return False
    done.copied += 1
    return True


def _is_whole(store: Store, sha256: str) -> bool:
    try:
        with store.open(sha256) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256  # type: ignore[arg-type]
    except FileNotFoundError:
        return False
