"""The result of a dossier as an official paper: what stands on it."""

from datetime import datetime
from typing import Any

from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, create_paper
from tinhso.kernel.people.public import Post, who_may_sign
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.models import Decision, Dossier
from tinhso.onestop.slips import place_name

KIND = "permit"


class MayNotSign(Exception):
    """The post of this actor has no right to sign for that agency and field today."""


def capacity_of(dossier: Dossier, by: Actor, now: datetime) -> tuple[str, Post, Post | None]:
    """TM., KT., TL., TUQ. or none, the signing post and who gave the right; MayNotSign. Two queries."""
    field = dossier.version.procedure.field.code
    for right in who_may_sign(dossier.case.agency, field, now.astimezone(HANOI).date()):
        if right.post.pk == by.post_id:
            return right.capacity, right.post, right.giver
    raise MayNotSign(dossier.pk)


def paper_of(decision: Decision) -> Paper | None:
    return Paper.objects.filter(pk=decision.paper_id).first() if decision.paper_id else None


def draw_up(dossier: Dossier, decision: Decision, *, by: Actor, now: datetime) -> Paper:
    """The draft paper that the head signs, made once a decision; the clerk numbers it later."""
    agency = dossier.case.agency
    paper = create_paper(
        kind=KIND,
        subject=dossier.case.code,
        agency=agency,
        place=place_name(agency, now.astimezone(HANOI).date()),
        notation=f"GP-{notation_of(agency.short_name)}",
        data=content(dossier, decision, by, now),
        by=by,
        now=now,
        case_id=dossier.case_id,
    )
    Decision.objects.filter(pk=decision.pk).update(paper_id=paper.pk)
    decision.paper_id = paper.pk
    return paper


def notation_of(short_name: str) -> str:
    """The agency in a number as NĐ 30/2020 writes it: "Sở TT&TT" -> "STTTT", "UBND huyện" -> "UBND"."""
    words = [word for word in short_name.replace("&", "").split() if word[:1].isupper()]
    return "".join(word if word.isupper() else word[:1] for word in words)


def content(dossier: Dossier, decision: Decision, by: Actor, now: datetime) -> dict[str, Any]:
    capacity, post, giver = capacity_of(dossier, by, now)
    head = giver.title if giver else ""
    return {
        "title": decision.title,
        "subject": dossier.version.procedure.name,
        "issuer": (head or post.title) + " " + dossier.case.agency.name,
        "legal_basis": [f"Căn cứ {row['name']}" for row in dossier.version.legal_basis][:8],
        "opening": "QUYẾT ĐỊNH:",
        "articles": [{"text": text, "points": []} for text in decision.articles],
        "recipients": ["Như Điều 1", "Lưu: VT, hồ sơ"],
        "signer": {"capacity": capacity, "head": head, "title": post.title, "name": post.user.full_name},
    }


def result_of(dossier: Dossier) -> Paper | None:
    """The issued result, None before. Two queries at most."""
    decision = Decision.objects.filter(dossier=dossier).first()
    if decision is None or decision.paper_id is None:
        return None
    return Paper.objects.issued().select_related("file").filter(pk=decision.paper_id).first()
