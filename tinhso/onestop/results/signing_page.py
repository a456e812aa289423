"""What stands on the pages where many results are signed, or numbered and sealed, at once."""

from dataclasses import dataclass
from datetime import date, datetime

from tinhso.casework.public import Note, turns_of
from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.papers.public import Paper, Signature
from tinhso.onestop.catalogue.authority import Authority, authorities
from tinhso.onestop.dossier.proposals import proposals_of
from tinhso.onestop.models import Dossier

MOST_AT_ONCE = 50


@dataclass(frozen=True)
class Batch:
    """The dossiers of one page, and whether more of them wait than a page holds."""

    dossiers: list[Dossier]
    more: bool


def waiting(actor: Actor, act: str, *, page: str, now: datetime) -> Batch:
    """The most urgent that wait for this deed of the officer, with their decisions; the reading is logged."""
    cases = turns_of(actor, act=act, kind="dossier", limit=MOST_AT_ONCE + 1)
    shown = cases[:MOST_AT_ONCE]
    found = (
        Dossier.objects.filter(case__in=shown)
        .whole()
        .select_related("decision__drafted_by")
        .order_by("case__due_at")
    )
    dossiers = list(found)
    if dossiers:
        log_access(by=actor, purpose="signing", page=page, case_ids=[d.case_id for d in dossiers], at=now)
    return Batch(dossiers, len(cases) > MOST_AT_ONCE)


@dataclass(frozen=True)
class Signable:
    """One drafted result that waits for the head, and in which form this post would sign it."""

    dossier: Dossier
    authority: Authority
    proposed: Note | None = (
        None  # of something else than a result, decided or sent back on the dossier's page
    )

    @property
    def signs(self) -> bool:
        return self.authority.right is not None and self.proposed is None


def signable(dossiers: list[Dossier], actor: Actor, day: date) -> list[Signable]:
    """Three queries."""
    found, proposed = authorities(dossiers, actor, day), proposals_of([one.pk for one in dossiers])
    return [
        Signable(dossier, authority, proposed.get(dossier.pk))
        for dossier, authority in zip(dossiers, found, strict=True)
    ]


@dataclass(frozen=True)
class Sealable:
    """One signed result that waits for number and seal; `paper` is None where there is nothing to seal."""

    dossier: Dossier
    paper: Paper | None
    signature: Signature | None


def sealable(dossiers: list[Dossier]) -> list[Sealable]:
    """In the order in which the heads signed, which is the order of the numbers. Two queries."""
    ids = [d.decision.paper_id for d in dossiers if hasattr(d, "decision") and d.decision.paper_id]
    papers = {paper.pk: paper for paper in Paper.objects.filter(pk__in=ids).prefetch_related("signatures")}
    rows = []
    for dossier in dossiers:
        decision = getattr(dossier, "decision", None)
        paper = papers.get(decision.paper_id or 0) if decision else None
        signatures = list(paper.signatures.all()) if paper else []
        rows.append(Sealable(dossier, paper, signatures[0] if signatures else None))
    return sorted(rows, key=_order)


def _order(row: Sealable) -> tuple[bool, float, int]:
    signed = row.signature.signed_at.timestamp() if row.signature else 0
    return (row.signature is None, signed, row.paper.pk if row.paper else 0)
