"""What an erasing of dossiers takes along, foretold: for dry run and deed alike.

A file goes with the last of the dossiers to be erased that point to it, if nothing else does: no dossier that stays,
no stored paper that one of those uses, no result.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.papers.public import Paper, Signature, SigningRequest
from tinhso.onestop.models import Attachment, Consent, Decision, StoreEntry
from tinhso.onestop.retention.retention import Due

ROWS_AT_A_TIME = 1000
T = TypeVar("T")


def parts(whole: Sequence[T]) -> Iterator[Sequence[T]]:
    """The ids of one query after the other."""
    return (whole[start : start + ROWS_AT_A_TIME] for start in range(0, len(whole), ROWS_AT_A_TIME))


@dataclass
class Foretold:
    """What goes with one dossier: files and bytes."""

    due: Due
    files: int = 0
    size: int = 0


@dataclass
class Removed:
    """The rows that the erasing takes away and the dossiers by which each file may go, by their number."""

    dossiers: set[int]
    entries: set[int] = field(default_factory=set)
    papers: set[int] = field(default_factory=set)
    files: dict[UUID, int] = field(default_factory=dict)  # file -> the last dossier that points to it

    def point(self, file_id: UUID, dossier_id: int) -> None:
        self.files[file_id] = max(dossier_id, self.files.get(file_id, 0))


def foretell(dues: Sequence[Due]) -> list[Foretold]:
    """Files and bytes that go with each of these dossiers, in their order. Reads only."""
    removed = Removed({due.dossier_id for due in dues})
    for ids in parts(sorted(removed.dossiers)):
        _own_files(removed, ids)
        _own_drafts(removed, ids)
        _entries(removed, ids)
    found = {due.dossier_id: Foretold(due) for due in dues}
    for file_ids in parts(sorted(removed.files)):
        stay = _pointed_to(removed, file_ids)
        for file_id, size in StoredFile.objects.filter(pk__in=file_ids).values_list("pk", "size"):
            if file_id not in stay:
                line = found[removed.files[file_id]]
                line.files, line.size = line.files + 1, line.size + size
    return [found[due.dossier_id] for due in dues]


def _own_files(removed: Removed, ids: Sequence[int]) -> None:
    """What was handed in, and the papers of those who filed for others."""
    for model in (Attachment, Consent):
        rows = model.objects.filter(dossier__in=ids, file__isnull=False)
        for dossier_id, file_id in rows.values_list("dossier_id", "file_id"):
            removed.point(file_id, dossier_id)
    decisions = Decision.objects.filter(dossier__in=ids, own_file__isnull=False)
    for dossier_id, file_id in decisions.values_list("dossier_id", "own_file_id"):
        removed.point(file_id, dossier_id)


def _own_drafts(removed: Removed, ids: Sequence[int]) -> None:
    """Results that were never issued, and scans that stand in nobody's store."""
    final = [Paper.State.ISSUED, Paper.State.REVOKED]
    drafted = Decision.objects.filter(dossier__in=ids, paper_id__isnull=False)
    drafts = {pk or 0: dossier_id for pk, dossier_id in drafted.values_list("paper_id", "dossier_id")}
    known = set(Paper.objects.filter(pk__in=drafts).exclude(state__in=final).values_list("pk", flat=True))
    begun = Attachment.objects.filter(dossier__in=ids, copy__isnull=False)
    begun = begun.exclude(copy__in=StoreEntry.objects.filter(paper__isnull=False).values("paper"))
    scans = {pk or 0: dossier_id for pk, dossier_id in begun.values_list("copy_id", "dossier_id")}
    _papers(removed, {pk: drafts[pk] for pk in known} | scans)


def _entries(removed: Removed, ids: Sequence[int]) -> None:
    """Stored papers that came from dossiers that are erased now or before, and that no dossier that stays uses."""
    came = StoreEntry.objects.exclude(origin=StoreEntry.Origin.RESULT)
    near = came.filter(dossier__in=ids) | came.filter(uses__dossier__in=ids)
    entries = list(near.distinct().select_related("dossier__erasure"))
    uses: dict[int, set[int]] = defaultdict(set)
    used = Attachment.objects.filter(entry__in=entries, entry__isnull=False)
    for entry_id, user in used.values_list("entry_id", "dossier_id"):
        uses[entry_id or 0].add(user)
    copies: dict[int, int] = {}
    for entry in entries:
        is_erased = hasattr(entry.dossier, "erasure") or entry.dossier_id in removed.dossiers
        if is_erased and uses[entry.pk] <= removed.dossiers:
            last = max(uses[entry.pk] | ({entry.dossier_id} & removed.dossiers))
            removed.entries.add(entry.pk)
            removed.point(entry.file_id, last)
            copies |= {entry.paper_id: last} if entry.paper_id is not None else {}
    _papers(removed, copies)


def _papers(removed: Removed, papers: dict[int, int]) -> None:
    """The files of papers that go, by the dossier with which each goes."""
    removed.papers |= set(papers)
    rows: list[tuple[int, UUID]] = []
    for column in ("file_id", "draft_id"):
        rows += Paper.objects.filter(pk__in=papers).values_list("pk", column)
    rows += Signature.objects.filter(paper__in=papers).values_list("paper_id", "file_id")
    for column in ("base_id", "prepared_id"):
        rows += SigningRequest.objects.filter(paper__in=papers).values_list("paper_id", column)
    for paper_id, file_id in rows:
        removed.point(file_id, papers[paper_id])


def _pointed_to(removed: Removed, ids: Iterable[UUID]) -> set[UUID]:
    """Those of the files to which something points that stays."""
    ids, stay = list(ids), set()
    for relation in _relations():
        model, column = relation.related_model, relation.field.attname
        owner, erased_ids = _rows_to_erase(removed).get(model, ("pk", set()))
        rows = model._default_manager.filter(**{f"{relation.field.name}__in": ids})
        stay |= {
            file_id for file_id, owner_id in rows.values_list(column, owner) if owner_id not in erased_ids
        }
    return stay


def _relations() -> list[Any]:
    """Every column of the program that points to a file, but that of an upload, which goes with its file."""
    fields = StoredFile._meta.get_fields(include_hidden=True)
    found = [f for f in fields if f.auto_created and not f.concrete and (f.one_to_many or f.one_to_one)]
    return [f for f in found if f.related_model._meta.label != "files.Upload"]  # type: ignore[union-attr]


def _rows_to_erase(removed: Removed) -> dict[type, tuple[str, set[int]]]:
    """By model: the column that says whose a row is, and whose rows go."""
    return {
        Attachment: ("dossier_id", removed.dossiers),
        Consent: ("dossier_id", removed.dossiers),
        StoreEntry: ("pk", removed.entries),
        Paper: ("pk", removed.papers),
        Signature: ("paper_id", removed.papers),
        SigningRequest: ("paper_id", removed.papers),
    }
