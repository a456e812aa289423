"""What a synthetic dossier brings along and what comes out of it: scans or paper, and a numbered result.

The content of a result is stored, by the layout of its form where there is one; its PDF is drawn up when somebody opens
it. No bulk result is signed: its pages say so, and who verifies it is told so too.
"""

from datetime import datetime

from tinhso.demo.onestop.register import Register
from tinhso.kernel.events.public import Code
from tinhso.kernel.papers.events import PaperCreated, PaperIssued, PaperNumbered
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.site.public import new_row
from tinhso.onestop.bulk import (
    OPEN,
    OTHER_PAPER,
    Attachment,
    Decision,
    PaperAsked,
    PaperHandedIn,
    first_articles,
    first_name,
    layout_of,
    notation_of,
    paper_kind,
)
from tinhso.onestop.events import ResultDrafted, ResultDrawn

SCANNED = 0.5  # of what came on paper the desk scanned so much
ELECTRONIC_ONLINE, ELECTRONIC_AT_DESK = 0.94, 0.45  # of the results
OTHER = PaperAsked(OTHER_PAPER, "Giấy tờ khác")  # where the catalogue names none
INVENTED_CONTENT = "theo hồ sơ đề nghị (mô phỏng)."
NOT_LOADED = "Bản ký không được nạp trong dữ liệu mô phỏng."


class Outcome(Register):
    """Adds attachments, papers handed in, the decision and the result."""

    def _bring_papers(self, at: datetime) -> None:
        """Online as files; else on paper, of which the desk scans some."""
        asked = [p for p in self.setting.papers_of(self.offer) if p.required and not p.made]
        asked = [p for p in asked if p.is_required(self.dossier.dossier.answers)] or [OTHER]
        if not self.online:
            desk = self.team.desk.user_id or 0
            how, row = PaperHandedIn.How.SUBMITTED, self.dossier.dossier
            self.dossier.handed_in = [
                new_row(PaperHandedIn, dossier=row, paper=p.id, officer_id=desk, noted_at=at, how=how)
                for p in asked
            ]
        if self.online or self.rng.random() < SCANNED:
            self.dossier.attachments = [
                new_row(Attachment, dossier=self.dossier.dossier, paper=p.id, file=scan, added_at=at)
                for p, scan in zip(asked, self.setting.scans, strict=False)
            ]

    def _drafted(self, at: datetime) -> None:
        title, articles = self._wording()
        drafted = [article.replace(OPEN, INVENTED_CONTENT) for article in [*articles, *self._registered(at)]]
        self.dossier.decision = new_row(
            Decision,
            dossier=self.dossier.dossier,
            title=title[:200],
            articles=drafted,
            drafted_by_id=self.team.examiner.user_id or 0,
            drafted_at=at,
        )
        self._event(ResultDrafted(case_id=self.case.pk), self.team.examiner, at)

    def _wording(self) -> tuple[str, list[str]]:
        """What the examiner gets to begin with: by the layout of the form, else by the kind of the result."""
        dossier, version = self.dossier.dossier, self.offer.version
        if layout := layout_of(version):
            wording = layout.first_wording(dossier, self.setting.names)
            return wording["title"], wording["articles"].splitlines()
        result = first_name(version.result_name or "Quyết định")
        return result, first_articles(result, self.person.full_name, dossier.answers)

    def _issued(self, signed_at: datetime, at: datetime) -> None:
        """Numbered in the clerk's register, as a file or on paper alone."""
        self._settle_parts(at)
        kind, agency = paper_kind(self.offer.version), self.offer.agency
        number = self.setting.numbers.result(agency, kind.kind, at)
        notation = f"{kind.symbol}-{notation_of(agency.short_name)}"
        decision = self.dossier.decision
        assert decision is not None
        share = ELECTRONIC_ONLINE if self.online else ELECTRONIC_AT_DESK
        if self.rng.random() >= share:
            words = f"Kết quả bản giấy số {number:02d}/{notation}, ngày {at:%d/%m/%Y}. {NOT_LOADED}"
            decision.articles = [*decision.articles, words]
            return
        scan = self.setting.scans[0]
        paper = new_row(
            Paper,
            pk=self.setting.keys.of(Paper),
            kind=kind.kind,
            subject=self.case.code,
            case_id=self.case.pk,
            agency=agency,
            place=self.setting.place_of(agency),
            notation=notation,
            number=number,
            year=at.year,
            dated=at.date(),
            state=Paper.State.ISSUED,
            file=scan,
            draft=scan,
            created_at=signed_at,
            issued_at=at,
        )
        self.paper, decision.paper_id = paper, paper.pk
        self._record_paper(paper, signed_at, at)

    def _record_paper(self, paper: Paper, signed_at: datetime, at: datetime) -> None:
        ids = {"paper_id": paper.pk, "case_id": self.case.pk}
        created = PaperCreated(kind=Code(paper.kind), agency_id=paper.agency_id, **ids)
        self._event(created, self.team.head, signed_at)
        self._event(ResultDrawn(**ids), self.team.head, signed_at)
        numbered = PaperNumbered(number=paper.number or 0, year=paper.year or 0, **ids)
        self._event(numbered, self.team.clerk, at)
        issued = PaperIssued(**ids, sha256=Code(paper.file.sha256))
        self._event(issued, self.team.clerk, at)
