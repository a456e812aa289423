"""The check of papers on an officer's page: what is there, what lacks, and the words of a supplement that follow from it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.files.public import StoredFile
from tinhso.onestop.catalogue.papers import PaperState
from tinhso.onestop.models import Dossier, PaperHandedIn

WAYS = {
    "": _("bản giấy"),
    PaperHandedIn.How.SUBMITTED: _("bản giấy"),
    PaperHandedIn.How.PRESENTED: _("đã xuất trình"),
    PaperHandedIn.How.DATABASE: _("lấy từ dữ liệu"),
}
LAW = "Theo thành phần hồ sơ của thủ tục"


@dataclass(frozen=True)
class Checked:
    """One paper as the officer checks it: a word, its tone, and the line that a supplement would hold."""

    id: str
    name: str
    word: str | Promise
    tone: str
    line: str
    source: str = ""

    @property
    def lacking(self) -> bool:
        return self.tone == "late"


def checklist(dossier: Dossier, papers: Sequence[PaperState]) -> list[Checked]:
    """Every paper with its standing, in the order of the procedure. Without a query."""
    basis = legal_basis(dossier)
    return [
        Checked(
            state.paper.id,
            state.paper.name,
            *standing(state),
            line_of(state.paper.name, basis),
            state.record.title if state.by_data and state.record else "",
        )
        for state in papers
    ]


def standing(state: PaperState) -> tuple[str | Promise, str]:
    """In one word: from data, there, being scanned, lacking, or not asked for."""
    if state.by_data or any(one.entry_id for one in state.files):
        return _("lấy từ dữ liệu"), "ok"
    if state.paper.made and not state.files:
        return _("lập từ biểu mẫu"), "ok"
    if any(one.file.state != StoredFile.State.CLEAN for one in state.files):
        return _("đang kiểm tra tệp"), "soon"
    if state.files:
        return _("đủ"), "ok"
    if state.on_paper:
        return WAYS[state.how], "ok"
    return (_("thiếu"), "late") if state.paper.required else (_("không có"), "")


def legal_basis(dossier: Dossier) -> str:
    """The first legal basis of the procedure's version, as a supplement names it."""
    rows = dossier.version.legal_basis or []
    first = rows[0] if rows else {}
    return ", ".join(word for word in (first.get("article", ""), first.get("name", "")) if word)


def line_of(name: str, basis: str) -> str:
    return f"{name}: thiếu hoặc chưa đúng, theo {basis}." if basis else f"{name}: thiếu hoặc chưa đúng."


def written(checked: Sequence[Checked], ids: Collection[str], typed: str) -> str:
    """The text of the supplement with a line for each of these papers, below what is typed; none is written twice."""
    lines = [typed.rstrip()] if typed.strip() else []
    lines += [one.line for one in checked if one.id in ids and one.line not in typed]
    return "\n".join(lines)
