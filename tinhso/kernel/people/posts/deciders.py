"""Which authority the law wants on a paper that day, read from the dated rows of the pack."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from tinhso.kernel.people.models import Agency, Authorisation, Decider, Delegation

PaperOfDecision = tuple[Decider.What, str]
"""What a paper is: the type of a document, the procedure that it settles, the kind of the result."""
UNCHECKED = "chưa đối chiếu"
BY_THE_HEAD_ALONE = (Delegation.Capacity.TL, Delegation.Capacity.TUQ)


@dataclass(frozen=True)
class LawfulDecider:
    """`who` is EITHER where the law leaves it to the matter, and "" where no row speaks; `source` is the law or the act."""

    who: str
    source: str = ""
    checked: bool = True
    act: Authorisation | None = None

    @property
    def words(self) -> str:
        """The source for a page, with the word that nobody compared it with its text."""
        says_so = self.checked or not self.source or UNCHECKED in self.source
        return self.source if says_so else f"{self.source} ({UNCHECKED})"

    def lets(self, capacity: str) -> bool:
        """A body is signed for by its head and the head's deputies, never TL. or TUQ. (Điều 13.3, 13.4)."""
        return self.who != Decider.Who.BODY or capacity not in BY_THE_HEAD_ALONE

    def decides(self, chosen: str = "") -> str:
        """BODY or HEAD; where the law leaves it open, as was chosen, else the body: a committee decides as one."""
        if self.who in (Decider.Who.BODY, Decider.Who.HEAD):
            return self.who
        return chosen or Decider.Who.BODY


ITS_HEAD = LawfulDecider(Decider.Who.HEAD, "NĐ 30/2020/NĐ-CP Điều 13 khoản 1")
"""Of every agency that works under a head."""


@dataclass(frozen=True)
class Deciders:
    """The rows of one day that speak of some papers."""

    rows: Sequence[Decider] = ()
    acts: Sequence[Authorisation] = field(default=())

    def of(self, agency: Agency, papers: Iterable[PaperOfDecision]) -> LawfulDecider:
        """An act that lets this agency settle the procedure goes before the law; the first paper that a row speaks of decides."""
        papers = list(papers)
        procedures = {code for what, code in papers if what == Decider.What.PROCEDURE}
        is_committee = agency.kind == Agency.Kind.COMMITTEE
        for act in self.acts:
            at_level = is_committee and act.level == agency.level
            if act.procedure in procedures and (act.receiver_id == agency.pk or at_level):
                return LawfulDecider(act.who, act.act, act.checked, act)
        if not is_committee:
            return ITS_HEAD
        for what, code in papers:
            for level in (agency.level, ""):
                for row in self.rows:
                    if (row.what, row.code, row.level) == (what, code, level):
                        return LawfulDecider(row.who, row.source, row.checked)
        return LawfulDecider("")


def deciders(agencies: Iterable[Agency], papers: Iterable[PaperOfDecision], on: date) -> Deciders:
    """For papers of these agencies. At most two queries: rows for committees, acts where there is a procedure."""
    agencies, papers = list(agencies), list(papers)
    codes = {code for _what, code in papers}
    procedures = {code for what, code in papers if what == Decider.What.PROCEDURE}
    rows: list[Decider] = []
    if any(one.kind == Agency.Kind.COMMITTEE for one in agencies):
        rows = list(Decider.objects.on(on).filter(code__in=codes))
    acts: list[Authorisation] = []
    if procedures:
        named = Authorisation.objects.on(on).filter(procedure__in=procedures)
        mine = named.filter(Q(receiver__in=agencies) | Q(level__in={one.level for one in agencies}))
        acts = list(
            mine.select_related("giver").order_by("receiver")
        )  # those of one agency before those of a level
    return Deciders(rows, acts)


def lawful_decider(agency: Agency, on: date, *papers: PaperOfDecision) -> LawfulDecider:
    """Of one paper."""
    return deciders([agency], papers, on).of(agency, papers)
