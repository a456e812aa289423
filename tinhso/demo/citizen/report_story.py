"""One synthetic report told from its sending to where it stands, with the rows and events of every deed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from tinhso.casework.bulk import Case, CaseHistory, Clock, Note, Participant, Process, opened
from tinhso.casework.bulk import events as moves
from tinhso.casework.public import State
from tinhso.citizen.bulk import KIND, Report, ReportCategory, Reporter, ReportHistory, ReportPhoto, cell_of
from tinhso.citizen.bulk import events as told
from tinhso.demo.citizen.report_pictures import scene_of
from tinhso.demo.citizen.report_words import ANSWERS, BLAME, KINDS_OF_WORDS, PRAISE, STREETS
from tinhso.demo.onestop.teams import Teams
from tinhso.kernel.events.public import SYSTEM, Actor, Event, commit
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency, Person
from tinhso.kernel.people.roles import DeskOfficer, Examiner, Head
from tinhso.kernel.places.public import AdminUnit
from tinhso.lib.legal_time import clock as arithmetic
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.lib.legal_time.working_time import WorkCalendar

REFUSED, LATE, HIDDEN, RATED = 0.05, 0.06, 0.03, 0.62
LONGEST_SORTING, LONGEST_ASSIGNING = 22_000, 14_000  # seconds of working time
BEFORE_ANSWER = timedelta(minutes=30)
"""Between an answer and the opening of the demo at least."""
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
REASONS = {"khong-ro": "Nội dung không rõ, không đủ địa điểm hoặc thông tin để xử lý."}


@dataclass(frozen=True)
class ReportPlot:
    """What is reported, where and when; `stop` is where it stands now ("" for an end)."""

    category: ReportCategory
    commune: AdminUnit
    agency: Agency
    spot: tuple[float, float]
    sent_at: datetime
    stop: str = ""
    person: Person | None = None


@dataclass(frozen=True)
class ReportSetting:
    """What all stories of one loading share."""

    now: datetime
    desk: Agency
    process: Process
    calendar: WorkCalendar
    calendar_id: int | None
    reply: TimeLimit
    answer: TimeLimit
    pictures: dict[tuple[str, bool], StoredFile]
    teams: Teams

    def due(self, limit: TimeLimit, start: datetime) -> datetime:
        plain = arithmetic.Clock(
            limit=limit, started_at=start, calendar=self.calendar, cutoff=self.calendar.cutoff
        )
        return arithmetic.first_due(plain)

    def in_hands(self, sent: datetime) -> datetime:
        """When whoever answers has a report of that moment at the latest."""
        return self.calendar.add_working_seconds(sent, LONGEST_SORTING + LONGEST_ASSIGNING)

    def clock(self, case: Case, name: str, limit: TimeLimit, start: datetime) -> Clock:
        due = self.due(limit, start)
        return Clock(
            case=case,
            name=name,
            amount=limit.amount,
            unit=limit.unit,
            counting=limit.counting,
            source=limit.source,
            effect=Effect.PAUSE if name == "settle" else Effect.RESTART,
            calendar_id=self.calendar_id,
            started_at=start,
            due_at=due,
            first_due_at=due,
        )


class Story:
    """The rows as they grow, deed by deed."""

    def __init__(self, plot: ReportPlot, key: int, note: int, setting: ReportSetting, rng: Random) -> None:
        self.plot, self.setting, self.rng, self.note = plot, setting, rng, note
        team = setting.teams
        self.desk = team.actor(setting.desk, DeskOfficer)
        self.head, self.examiner = team.actor(plot.agency, Head), team.actor(plot.agency, Examiner)
        self.case = self._case(key)
        self.history = CaseHistory(self.case)
        self.report = self._report()
        self.reporter = self._reporter()
        self.photos: list[ReportPhoto] = []
        self.files: list[StoredFile] = []

    def _case(self, key: int) -> Case:
        plot, day = self.plot, self.plot.sent_at
        code = f"PA-{day:%y%m%d}-{''.join(self.rng.choice(LETTERS) for _ in range(5))}"
        return Case(
            pk=key,
            kind=KIND,
            code=code,
            title=f"{plot.category.name} – {plot.commune.name}",
            state=State.SUBMITTED,
            process=self.setting.process,
            agency=self.setting.desk,
            desk=self.setting.desk,
            person=plot.person,
            place=plot.commune,
            source=Case.Source.OWN_PORTAL,
            opened_at=day,
            submitted_at=day,
            ver=2,
        )

    def _report(self) -> Report:
        plot, rng = self.plot, self.rng
        text = rng.choice(KINDS_OF_WORDS[plot.category.code])
        street = rng.choice(STREETS)
        return Report(
            case=self.case,
            category=plot.category,
            channel=rng.choices(["app", "phone", "counter", "open311", "email"], [80, 9, 3, 5, 3])[0],
            description=text,
            shown_text=text,
            address=street,
            shown_address=street,
            lat=plot.spot[0],
            lon=plot.spot[1],
            cell=cell_of(*plot.spot),
            commune=plot.commune,
            sent_at=plot.sent_at,
            confirms=max(0, round(rng.gauss(0.4, 1.4))),
        )

    def _reporter(self) -> Reporter:
        phone = f"09{self.rng.randint(0, 99_999_999):08}"
        return Reporter(report=self.report, name="Người dân mô phỏng", phone=phone, confirmed=True)

    def say(self, event: Event, by: Actor, at: datetime) -> None:
        self.history.events.append((event, by, at))

    def seat(self, agency: Agency, role: str, act: str, **more: object) -> None:
        for row in self.history.participants:
            row.open = False
        for row in self.history.participants:
            if (row.agency_id, row.role) == (agency.pk, role):
                row.act, row.open, row.due_at = act, True, more.get("due_at")  # type: ignore[assignment]
                return
        row = Participant(case=self.case, agency=agency, role=role, act=act, open=True, **more)
        self.history.participants.append(row)

    def picture(self, kind: str, at: datetime) -> None:
        base = self.setting.pictures[scene_of(self.plot.category.code), kind == "after"]
        file = StoredFile(
            pk=UUID(int=self.rng.getrandbits(128), version=4),
            sha256=base.sha256,
            size=base.size,
            name=base.name,
            content_type=base.content_type,
            state=StoredFile.State.CLEAN,
            created_at=at,
            claimed_at=at,
        )
        self.files.append(file)
        self.photos.append(ReportPhoto(report=self.report, file=file, kind=kind, added_at=at))


def play_report(
    plot: ReportPlot, key: int, note: int, setting: ReportSetting, rng: Random
) -> tuple[CaseHistory, ReportHistory]:
    """The whole of one report up to where its plot stops."""
    story = Story(plot, key, note, setting, rng)
    _send(story)
    if plot.stop != "new":
        sorted_at = setting.calendar.add_working_seconds(plot.sent_at, rng.randint(600, LONGEST_SORTING))
        if not plot.stop and rng.random() < REFUSED:
            _turn_down(story, sorted_at)
        else:
            _handle(story, sorted_at)
    return story.history, ReportHistory(story.report, story.reporter, photos=story.photos, files=story.files)


def _send(story: Story) -> None:
    case, at, setting = story.case, story.plot.sent_at, story.setting
    reply = setting.clock(case, "reply", setting.reply, at)
    story.history.clocks.append(reply)
    if case.person:
        story.history.participants.append(
            Participant(case=case, person=case.person, role="applicant", act="draft", open=False)
        )
    story.seat(setting.desk, DeskOfficer.code, "receive", due_at=reply.due_at)
    with_photo = story.rng.random() < 0.8
    if with_photo:
        story.picture("before", at)
    story.say(opened(case), SYSTEM, at)
    story.say(
        moves.CaseSubmitted(
            case_id=case.pk, kind=KIND, code=case.code, agency_id=case.agency_id, reply_due_at=reply.due_at
        ),
        SYSTEM,
        at,
    )
    category = story.plot.category.code
    sent = told.ReportSent(
        case_id=case.pk,
        channel=story.report.channel,
        category=category,
        photos=int(with_photo),
        commune_id=story.plot.commune.pk,
    )
    story.say(sent, SYSTEM, at)


def _turn_down(story: Story, at: datetime) -> None:
    case = story.case
    _stop(story, "reply", at)
    text = REASONS["khong-ro"]
    note = Note(
        pk=story.note, case=case, kind=Note.Kind.REFUSAL, text=text, for_citizen=True,
        author_id=story.desk.user_id, written_at=at,
    )  # fmt: skip
    story.history.notes.append(note)
    case.state, case.settled_at, case.finished_at, case.outcome = State.REFUSED, at, at, "refused"
    for row in story.history.participants:
        row.open = False
    salted = commit(bytes(note.salt), text)
    story.say(
        moves.CaseRefused(case_id=case.pk, step=None, note_id=note.pk, note=salted, timeliness=None),
        story.desk,
        at,
    )
    story.say(told.ReportTurnedDown(case_id=case.pk, reason="khong-ro"), story.desk, at)


def _stop(story: Story, name: str, at: datetime) -> Clock:
    clock = next(one for one in story.history.clocks if one.name == name)
    clock.stopped_at = at
    return clock


def _handle(story: Story, at: datetime) -> None:
    """Sorted, given to the unit, and on from there as far as the plot goes."""
    case, report, setting, plot = story.case, story.report, story.setting, story.plot
    _stop(story, "reply", at)
    settle = setting.clock(case, "settle", setting.answer, at)
    story.history.clocks.append(settle)
    case.agency, case.state, case.accepted_at, case.due_at = plot.agency, State.IN_PROGRESS, at, settle.due_at
    directed = moves.CaseDirected(case_id=case.pk, agency_id=plot.agency.pk, place_id=plot.commune.pk)
    story.say(directed, story.desk, at)
    story.say(
        moves.CaseAccepted(case_id=case.pk, kind=KIND, step="route", due_at=settle.due_at, unit=settle.unit),
        story.desk,
        at,
    )
    _advance(story, "route", "assign", story.desk, at)
    routed = told.ReportRouted(
        case_id=case.pk,
        agency_id=plot.agency.pk,
        category=plot.category.code,
        commune_id=plot.commune.pk,
    )
    story.say(routed, story.desk, at)
    if story.rng.random() > HIDDEN:
        report.visibility, report.published_at = Report.Visibility.PUBLISHED, at
        story.say(told.ReportShown(case_id=case.pk), story.desk, at)
    story.seat(plot.agency, Head.code, "assign", due_at=case.due_at)
    if plot.stop == "assign":
        return
    assigned = setting.calendar.add_working_seconds(at, story.rng.randint(600, LONGEST_ASSIGNING))
    case.officer_id, case.step = story.examiner.user_id, "handle"
    story.say(
        moves.CaseAssigned(case_id=case.pk, officer_id=story.examiner.user_id or 0, step="handle"),
        story.head,
        assigned,
    )
    story.seat(plot.agency, Examiner.code, "answer", due_at=case.due_at, officer_id=story.examiner.user_id)
    if plot.stop not in ("handle", "late"):
        _answer(story, assigned)


def _advance(story: Story, here: str, onward: str, by: Actor, at: datetime) -> None:
    story.case.step = onward
    story.say(moves.CaseAdvanced(case_id=story.case.pk, from_step=here, to_step=onward), by, at)


def _answer(story: Story, assigned: datetime) -> None:
    case, report, rng, due = story.case, story.report, story.rng, story.case.due_at
    assert due is not None
    late = rng.random() < LATE and not story.plot.stop
    left = max(3600.0, (due - assigned).total_seconds())
    at = (
        due + timedelta(hours=rng.uniform(2, 60))
        if late
        else assigned + timedelta(seconds=left * rng.uniform(0.05, 0.95))
    )
    at = min(at, story.setting.now - BEFORE_ANSWER)
    report.answer, report.answered_at = rng.choice(ANSWERS), at
    with_photo = rng.random() < 0.7
    if with_photo:
        story.picture("after", at)
    _advance(story, "handle", "publish", story.examiner, at)
    story.say(told.ReportAnswered(case_id=case.pk, photos=int(with_photo)), story.examiner, at)
    story.seat(story.setting.desk, DeskOfficer.code, "publish", due_at=due)
    if story.plot.stop != "publish":
        _close(story, at)


def _close(story: Story, answered: datetime) -> None:
    case, rng, setting = story.case, story.rng, story.setting
    at = min(setting.calendar.add_working_seconds(answered, rng.randint(300, 9000)), setting.now)
    clock = _stop(story, "settle", answered)
    due = clock.due_at
    assert due is not None
    verdict = arithmetic.result(due, answered).value
    case.state, case.step, case.settled_at, case.finished_at = State.DONE, "close", answered, at
    case.timeliness, case.outcome = verdict, "answered"
    for row in story.history.participants:
        row.open = False
    spent = int((answered - clock.started_at).total_seconds())
    story.say(
        moves.CaseSettled(
            case_id=case.pk, outcome="answered", from_step="publish", to_step="close", timeliness=verdict,
            net_seconds=spent, gross_seconds=spent, ready_at=answered,
        ),
        story.desk,
        at,
    )  # fmt: skip
    story.say(moves.CaseFinished(case_id=case.pk, kind=KIND, outcome="answered"), story.desk, at)
    rated_at = at + timedelta(hours=rng.uniform(1, 90))
    if rng.random() < RATED and rated_at < setting.now:
        stars = rng.choices([5, 4, 3, 2, 1], [48, 32, 9, 6, 5])[0]
        case.rating = stars
        story.report.rating_text = rng.choice(PRAISE if stars >= 4 else BLAME)
        fresh = setting.now - rated_at < timedelta(days=3)  # the desk has let the older ones through
        state = Report.RatingState.PENDING if fresh else Report.RatingState.SHOWN
        story.report.rating_state = state if story.report.rating_text else ""
        story.say(moves.CaseRated(case_id=case.pk, stars=stars), SYSTEM, rated_at)
