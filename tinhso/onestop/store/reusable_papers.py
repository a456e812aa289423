"""The store of results: what stands in it, and what of it a dossier may use instead of an upload."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tinhso.kernel.events.public import Actor
from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.catalogue.papers import Paper
from tinhso.onestop.models import Dossier, Standing, StoreEntry
from tinhso.onestop.store.paper_match import same_paper
from tinhso.onestop.store.permissions import can_use_store

MOST_ENTRIES = 200
STANDINGS = {
    Standing.GOOD: ("Còn hiệu lực", "ok"),
    Standing.EXPIRED: ("Hết hiệu lực", "late"),
    Standing.REVOKED: ("Đã thu hồi", "late"),
}


@dataclass(frozen=True)
class StoreLine:
    """One paper of the store with its worth in words and the tone of its tag."""

    entry: StoreEntry
    standing: Standing
    words: str
    tone: str


def line_of(entry: StoreEntry, on: date) -> StoreLine:
    standing = entry.standing(on)
    return StoreLine(entry, standing, *STANDINGS[standing])


def store_lines(
    actor: Actor, *, on: date, words: str = "", origin: str = "", standing: str = ""
) -> list[StoreLine]:
    """The owner's papers, newest first, narrowed by words of title, number and issuer, by origin and worth. One query."""
    entries = StoreEntry.objects.of(actor).whole()
    if origin:
        entries = entries.filter(origin=origin)
    lines = [line_of(entry, on) for entry in entries[:MOST_ENTRIES]]
    wanted = fold(words)
    return [
        line
        for line in lines
        if (not standing or line.standing == standing) and wanted in fold(_searched(line.entry))
    ]


def _searched(entry: StoreEntry) -> str:
    return f"{entry.title} {entry.number} {entry.issuer}"


def offered(dossier: Dossier, papers: list[Paper], *, by: Actor, on: date) -> dict[str, list[StoreLine]]:
    """By paper asked for: the applicant's stored papers of its kind, the worthless ones too, told as such; those in
    the dossier already are left out. Nothing for anybody but the owner and the desk. One query."""
    if not can_use_store(dossier, by):
        return {}
    entries = [line_of(entry, on) for entry in unused(dossier)[:MOST_ENTRIES]]
    found = {
        p.id: [line for line in entries if same_paper(line.entry.title, p.name)] for p in papers if not p.made
    }
    return {paper: lines for paper, lines in found.items() if lines}


def unused(dossier: Dossier) -> "QuerySet[StoreEntry]":
    entries = StoreEntry.objects.filter(person_id=dossier.case.person_id or 0).whole()
    return entries.exclude(file__in=dossier.attachments.values("file"))
