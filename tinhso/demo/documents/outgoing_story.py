"""One issued document told from its first draft to its issue, with the rows and events of every deed."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from tinhso.casework.bulk import Case, CaseHistory, Clock, Participant, Process, opened
from tinhso.casework.bulk import events as moves
from tinhso.casework.public import State
from tinhso.demo.documents.offices import Office
from tinhso.documents.bulk import (
    CONTENT,
    DRAFT,
    FORM,
    ISSUE,
    ISSUE_ACT,
    KIND,
    OUTCOME,
    SENT,
    SIGN,
    SIGN_ACT,
    Approval,
    DocumentRecipient,
    DocumentType,
    DraftVersion,
    OutgoingDocument,
    OutgoingHistory,
    RegisterNumber,
    RoutingSeat,
    Text,
    draft_limit,
    folded_words,
    issue_limit,
    notation_of,
    paper_kind,
)
from tinhso.documents.bulk import events as deeds
from tinhso.kernel.events.public import Actor, Code, Event
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.papers.events import PaperCreated, PaperIssued, PaperNumbered
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Clerk, Examiner, Head
from tinhso.kernel.site.public import new_row
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.legal_time import clock as arithmetic
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit

MOVES = 12  # versions of a case that went the whole way without a return


@dataclass(frozen=True)
class IssuedPlot:
    """What a document is about, and its moments in their order: drafted, sent, approved twice, signed, issued."""

    office: Office
    kind: DocumentType
    unit: str
    decider: str
    subject: str
    text: Text
    urgency: str
    moments: tuple[datetime, ...]
    receivers: tuple[Agency, ...]

    @property
    def issued_at(self) -> datetime:
        return self.moments[-1]


@dataclass(frozen=True)
class StoryKeys:
    """What was reserved for one document, and the numbers it gets."""

    case: int
    number: int
    paper: int
    code: str
    ordinal: int


@dataclass
class IssuedStory:
    """The rows of one document as they grow."""

    plot: IssuedPlot
    keys: StoryKeys
    process: Process
    place: str
    sheet: StoredFile
    rng: Random
    events: list[tuple[Event, Actor, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        office = self.plot.office
        self.drafter, self.clerk = self.rng.choice(office.drafters), office.clerks[0]
        self.reviewer, self.signer = self.rng.choice(office.heads), self.rng.choice(office.heads)

    def say(self, event: Event, by: Actor, at: datetime) -> None:
        self.events.append((event, by, at))

    def play(self) -> tuple[CaseHistory, OutgoingHistory]:
        drafted, sent, read, checked, signed, issued = self.plot.moments
        case = self._case()
        document = self._document(case)
        draft_ends = self._due(draft_limit(drafted.date()), drafted)
        clock = self._clock(case, issue_limit(document, signed.date()))
        assert clock.due_at is not None
        verdict = arithmetic.result(clock.due_at, issued).value
        case.due_at, case.timeliness = clock.due_at, verdict
        number, paper = self._number(), self._paper()
        self._begin(case, draft_ends)
        self._approve(case, sent, read, checked)
        self._sign(case, paper, clock)
        self._issue(case, number, paper, verdict)
        turns = [
            self._turn(case, Examiner.code, "draft_document", draft_ends, self.drafter),
            self._turn(case, Head.code, SIGN_ACT, draft_ends, self.signer),
            self._turn(case, Clerk.code, ISSUE_ACT, clock.due_at),
        ]
        history = CaseHistory(case, clocks=[clock], participants=turns, events=self.events)
        approvals, seats = self._approvals(read, checked), self._seats(document)
        version, receivers = self._version(document), self._recipients(document)
        return history, OutgoingHistory(document, number, paper, version, approvals, seats, receivers)

    def _document(self, case: Case) -> OutgoingDocument:
        plot, keys = self.plot, self.keys
        signed, issued = plot.moments[-2:]
        return new_row(
            OutgoingDocument,
            case=case,
            type_code=plot.kind.code,
            subject=plot.subject,
            urgency=plot.urgency,
            unit=plot.unit,
            decider=plot.decider,
            drafted_by_id=self.drafter.user_id,
            reviewer_id=self.reviewer.user_id,
            signer_id=self.signer.user_id,
            paper_id=keys.paper,
            number_id=keys.number,
            signed_at=signed,
            issued_at=issued,
            folded=fold(" ".join([keys.code, plot.subject, *plot.text.every_line])),
        )

    def _version(self, document: OutgoingDocument) -> DraftVersion:
        return new_row(
            DraftVersion,
            document=document,
            number=1,
            content=self.plot.text.stored(),
            by_id=self.drafter.user_id,
            at=self.plot.moments[0],
        )

    def _recipients(self, document: OutgoingDocument) -> list[DocumentRecipient]:
        return [
            new_row(
                DocumentRecipient, document=document, ident_code=one.ident_code, name=one.name, agency=one
            )
            for one in self.plot.receivers
        ]

    def _case(self) -> Case:
        drafted, *_, issued = self.plot.moments
        return new_row(
            Case,
            pk=self.keys.case,
            kind=KIND,
            code=self.keys.code,
            title=f"Dự thảo văn bản {self.keys.code}",
            state=State.DONE,
            step=SENT,
            process=self.process,
            ver=MOVES,
            agency=self.plot.office.agency,
            officer_id=self.signer.user_id,
            source=Case.Source.INTERNAL,
            confidential=True,
            opened_at=drafted,
            submitted_at=drafted,
            accepted_at=drafted,
            settled_at=issued,
            finished_at=issued,
            outcome=OUTCOME,
        )

    def _due(self, limit: TimeLimit, start: datetime) -> datetime:
        calendar = self.plot.office.calendar
        return arithmetic.first_due(
            arithmetic.Clock(limit=limit, started_at=start, calendar=calendar, cutoff=calendar.cutoff)
        )

    def _clock(self, case: Case, limit: TimeLimit) -> Clock:
        signed, issued = self.plot.moments[-2:]
        due = self._due(limit, signed)
        return new_row(
            Clock,
            case=case,
            name=Clock.Name.SETTLE,
            amount=limit.amount,
            unit=limit.unit,
            counting=limit.counting,
            source=limit.source,
            effect=Effect.PAUSE,
            calendar_id=self.plot.office.calendar_id,
            started_at=signed,
            due_at=due,
            first_due_at=due,
            stopped_at=issued,
        )

    def _turn(
        self, case: Case, role: str, act: str, due: datetime, officer: Actor | None = None
    ) -> Participant:
        return new_row(
            Participant,
            case=case,
            agency=self.plot.office.agency,
            officer_id=officer.user_id if officer else None,
            role=role,
            act=act,
            due_at=due,
        )

    def _begin(self, case: Case, draft_ends: datetime) -> None:
        at, by = self.plot.moments[0], self.drafter
        ids: dict[str, Any] = {"case_id": case.pk}
        unit = draft_limit(at.date()).unit
        self.say(opened(case), by, at)
        submitted = moves.CaseSubmitted(
            kind=KIND, code=case.code, agency_id=case.agency_id, reply_due_at=None, **ids
        )
        self.say(submitted, by, at)
        self.say(moves.CaseAccepted(kind=KIND, step=DRAFT, due_at=draft_ends, unit=unit, **ids), by, at)
        self.say(moves.CaseAssigned(officer_id=by.user_id or 0, step=DRAFT, **ids), by, at)
        self.say(deeds.DocumentDrafted(type_code=Code(self.plot.kind.code), **ids), by, at)

    def _approve(self, case: Case, sent: datetime, read: datetime, checked: datetime) -> None:
        ids: dict[str, Any] = {"case_id": case.pk}
        self.say(moves.CaseAdvanced(from_step=DRAFT, to_step=CONTENT, **ids), self.drafter, sent)
        named = moves.CaseAssigned(officer_id=self.reviewer.user_id or 0, step=CONTENT, **ids)
        self.say(named, self.drafter, sent)
        for here, onward, part, by, at in (
            (CONTENT, FORM, Approval.Part.CONTENT, self.reviewer, read),
            (FORM, SIGN, Approval.Part.FORM, self.clerk, checked),
        ):
            self.say(moves.CaseAdvanced(from_step=here, to_step=onward, **ids), by, at)
            if onward == SIGN:
                self.say(moves.CaseAssigned(officer_id=self.signer.user_id or 0, step=SIGN, **ids), by, at)
            approved = deeds.DraftApproved(version=1, part=Code(part.value), post_id=by.post_id or 0, **ids)
            self.say(approved, by, at)

    def _sign(self, case: Case, paper: Paper, clock: Clock) -> None:
        at = self.plot.moments[-2]
        ids: dict[str, Any] = {"case_id": case.pk}
        created = PaperCreated(paper_id=paper.pk, kind=Code(paper.kind), agency_id=paper.agency_id, **ids)
        self.say(created, self.signer, at)
        self.say(deeds.DocumentPaperDrawn(paper_id=paper.pk, **ids), self.signer, at)
        self.say(moves.CaseAdvanced(from_step=SIGN, to_step=ISSUE, **ids), self.signer, at)
        anew = moves.TimeBegunAgain(due_at=clock.due_at, unit=Code(clock.unit), **ids)
        self.say(anew, self.signer, at)

    def _issue(self, case: Case, number: RegisterNumber, paper: Paper, verdict: str) -> None:
        signed, at = self.plot.moments[-2:]
        by = self.clerk
        ids: dict[str, Any] = {"case_id": case.pk}
        self.say(number_given(number), by, at)
        numbered = PaperNumbered(paper_id=paper.pk, number=number.number, year=number.year, **ids)
        self.say(numbered, by, at)
        self.say(PaperIssued(paper_id=paper.pk, sha256=Code(self.sheet.sha256), **ids), by, at)
        spent = self.plot.office.calendar.working_seconds(signed, at)
        settled = moves.CaseSettled(
            outcome=OUTCOME,
            from_step=ISSUE,
            to_step=SENT,
            timeliness=verdict,
            net_seconds=spent,
            gross_seconds=spent,
            ready_at=at,
            **ids,
        )
        self.say(settled, by, at)
        self.say(moves.CaseFinished(kind=KIND, outcome=OUTCOME, **ids), by, at)
        count = len(self.plot.receivers)
        issued = deeds.DocumentIssued(paper_id=paper.pk, number_id=number.pk, recipients=count, **ids)
        self.say(issued, by, at)

    def _number(self) -> RegisterNumber:
        plot, at = self.plot, self.plot.issued_at
        keys, unit = self.keys, plot.unit
        return used_number(
            plot.office, plot.kind, plot.subject, at, key=keys.number, ordinal=keys.ordinal, unit=unit
        )

    def _paper(self) -> Paper:
        plot, (signed, issued) = self.plot, self.plot.moments[-2:]
        return new_row(
            Paper,
            pk=self.keys.paper,
            kind=paper_kind(plot.kind.code),
            subject=self.keys.code,
            case_id=self.keys.case,
            agency=plot.office.agency,
            place=self.place,
            notation=notation_of(plot.kind, plot.office.agency, plot.unit),
            number=self.keys.ordinal,
            year=issued.year,
            dated=issued.date(),
            state=Paper.State.ISSUED,
            file=self.sheet,
            draft=self.sheet,
            created_at=signed,
            issued_at=issued,
        )

    def _approvals(self, read: datetime, checked: datetime) -> list[Approval]:
        titles = self.plot.office.titles
        return [
            new_row(Approval, part=part, by_id=by.user_id, post_title=titles.get(by.post_id or 0, ""), at=at)
            for part, by, at in (
                (Approval.Part.CONTENT, self.reviewer, read),
                (Approval.Part.FORM, self.clerk, checked),
            )
        ]

    def _seats(self, document: OutgoingDocument) -> list[RoutingSeat]:
        heads = {self.reviewer.user_id, self.signer.user_id}
        named = [
            (Examiner.code, self.drafter.user_id),
            *((Head.code, one) for one in sorted(filter(None, heads))),
        ]
        return [
            new_row(
                RoutingSeat,
                document=document,
                agency=self.plot.office.agency,
                role=role,
                officer_id=officer,
            )
            for role, officer in (*named, (Clerk.code, None))
        ]


def used_number(
    office: Office, kind: DocumentType, title: str, at: datetime, *, key: int, ordinal: int, unit: str = ""
) -> RegisterNumber:
    """The register's row of a number that was used at once."""
    number = new_row(
        RegisterNumber,
        pk=key,
        agency=office.agency,
        year=at.year,
        type_code=kind.code,
        number=ordinal,
        notation=notation_of(kind, office.agency, unit),
        state=RegisterNumber.State.USED,
        dated=at.date(),
        title=title,
        by_id=office.clerks[0].user_id,
        at=at,
    )
    number.folded = folded_words(number)
    return number


def number_given(number: RegisterNumber) -> deeds.DocumentNumberGiven:
    """The event of that row."""
    return deeds.DocumentNumberGiven(
        number_id=number.pk,
        agency_id=number.agency_id,
        year=number.year,
        type_code=Code(number.type_code),
        number=number.number,
        reserved=False,
        dated=number.dated,
    )
