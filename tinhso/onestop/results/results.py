"""The result of a dossier as an official paper: what stands on it."""

from datetime import datetime
from typing import Any

from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.files.public import StoredFile, read
from tinhso.kernel.papers.public import Paper, create_paper, join_pdfs, preview_paper, redraw_paper
from tinhso.kernel.people.public import UNKNOWN_SIGNER, body_or_head
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.catalogue.authority import Authority, authority_of, expected_authority
from tinhso.onestop.catalogue.result_forms.layouts import layout_of, paper_kind
from tinhso.onestop.dossier.slips import place_name
from tinhso.onestop.models import Decision, Dossier
from tinhso.onestop.results.events import ResultDrawn


class MayNotSign(Exception):
    """The post of this actor has no right to sign for that agency and field today."""


FILE_WORDS = {
    False: "Tệp kèm theo của kết quả còn chờ kiểm tra mã độc. Vài phút nữa ký lại.",
    True: "Tệp kèm theo của kết quả không qua kiểm tra mã độc. Trả lại bước thụ lý để gửi tệp khác.",
}  # by whether it was found to be harmful


class NoSigner(Exception):
    """Nobody holds a post today that may sign for the agency in this field."""


def check_may_sign(dossier: Dossier, by: Actor, now: datetime) -> Authority:
    """In which form this officer signs the result now; MayNotSign says in words why not. Two queries."""
    authority = authority_of(dossier, by, now.astimezone(HANOI).date())
    if authority.right is None:
        raise MayNotSign(authority.refusal)
    return authority


def paper_of(decision: Decision) -> Paper | None:
    return Paper.objects.filter(pk=decision.paper_id).first() if decision.paper_id else None


def drawn_for(decision: Decision, authority: Authority) -> Paper | None:
    """The paper of the decision, unless it is a draft that prints another signer or another form of signing."""
    paper = paper_of(decision)
    other = paper is not None and paper.state == Paper.State.DRAFT and decision.drawn_for != authority.mark
    return None if other else paper


def draw_up(dossier: Dossier, decision: Decision, authority: Authority, *, by: Actor, now: datetime) -> Paper:
    """The draft paper that the head signs, made once a decision and signer; the clerk numbers it later."""
    agency, kind = dossier.case.agency, paper_kind(dossier.version)
    # Who signs from another agency draws up no paper here.
    drawer = by if by.agency_id == agency.pk else SYSTEM
    paper = create_paper(
        kind=kind.kind,
        subject=dossier.case.code,
        agency=agency,
        place=place_name(agency, now.astimezone(HANOI).date()),
        notation=notation(dossier),
        data=content(dossier, decision, authority),
        by=drawer,
        now=now,
        case_id=dossier.case_id,
        annex=annex_of(decision),
    )
    decision.paper_id, decision.drawn_for = paper.pk, authority.mark
    decision.save(update_fields=["paper_id", "drawn_for"])
    record(ResultDrawn(case_id=dossier.pk, paper_id=paper.pk), by=by, at=now)
    return paper


def preview_annex(decision: Decision) -> bytes:
    """The same pages for a preview; b"" as long as nobody may open them."""
    file = decision.own_file
    return read(file) if file and file.state == StoredFile.State.CLEAN else b""


def annex_of(decision: Decision) -> bytes:
    """The pages of the examiner's own file, b"" where there is none. MayNotSign while it is not known to be harmless."""
    file = decision.own_file
    if file is None:
        return b""
    if file.state != StoredFile.State.CLEAN:
        raise MayNotSign(FILE_WORDS[file.state == StoredFile.State.INFECTED])
    return read(file)


def draw_preview(dossier: Dossier, decision: Decision, authority: Authority, *, now: datetime) -> bytes:
    """The paper as it would be drawn up now, marked as a preview, kept nowhere.

    Whoever cannot sign sees it with the expected signer's name; NoSigner where nobody may sign that day.
    """
    day = now.astimezone(HANOI).date()
    if authority.right is None:
        authority = expected_authority(dossier, day)
    if authority.right is None:
        raise NoSigner(dossier.pk)
    agency = dossier.case.agency
    sheet = preview_paper(
        kind=paper_kind(dossier.version).kind,
        agency=agency,
        place=place_name(agency, day),
        data=content(dossier, decision, authority),
        now=now,
    )
    annex = preview_annex(decision)
    return join_pdfs([sheet, annex], strict=False) if annex else sheet


def redrawn_result(dossier: Dossier, paper: Paper, *, now: datetime) -> bytes | None:
    """The PDF of an issued result that nobody signed here, of its stored content; None where its signed file is here,
    or where the content was erased. Every door hands out the same: page, export, national portal.

    It prints who signed first for the agency on its day, and no name where nobody did; every page says that it is unsigned.
    """
    if hasattr(dossier, "erasure") or paper.signatures.exists():
        return None
    decision, day = Decision.objects.get(dossier=dossier), paper.dated or now.astimezone(HANOI).date()
    return redraw_paper(paper, data=content(dossier, decision, expected_authority(dossier, day)))


def notation_of(short_name: str) -> str:
    """The agency in a number as NĐ 30/2020 writes it: "Sở TT&TT" -> "STTTT"; a committee of whatever place is "UBND"."""
    if short_name.startswith("UBND"):
        return "UBND"
    words = [word for word in short_name.replace("&", "").split() if word[:1].isupper()]
    return "".join(word if word.isupper() else word[:1] for word in words)


def notation(dossier: Dossier) -> str:
    """What stands after the number: as the layout of that result says, else symbol and agency."""
    agency = notation_of(dossier.case.agency.short_name)
    layout = layout_of(dossier.version)
    written = layout.notation_for(dossier.answers) if layout else ""
    return written.replace("{agency}", agency) or f"{paper_kind(dossier.version).symbol}-{agency}"


def content(dossier: Dossier, decision: Decision, authority: Authority) -> dict[str, Any]:
    """The keys of the paper: what the legal layout of the result says, filled from the answers; else the general one."""
    form, agency = authority.form, dossier.case.agency
    general = {
        "title": decision.title,
        "subject": dossier.version.procedure.name,
        "issuer": form.issuer if form else body_or_head(agency, authority.law.decides()),
        "legal_basis": [f"Căn cứ {row['name']}" for row in dossier.version.legal_basis][:8],
        "lead": [],
        "opening": paper_kind(dossier.version).opening,
        "sections": [],
        "articles": [{"text": text, "points": []} for text in decision.articles],
        "numbered": True,
        "closing": [],
        "recipients": ["Như Điều 1", "Lưu: VT, hồ sơ"],
        "signer": form.block if form else UNKNOWN_SIGNER,
    }
    layout = layout_of(dossier.version)
    return general | layout.laid_out(dossier, general) if layout else general


def result_of(dossier: Dossier) -> Paper | None:
    """The issued result, None before. Two queries at most."""
    decision = Decision.objects.filter(dossier=dossier).first()
    if decision is None or decision.paper_id is None:
        return None
    return Paper.objects.issued().select_related("file").filter(pk=decision.paper_id).first()
