"""One synthetic dossier told from its submission up to now: the same moves, clocks and events as the actions make."""

from datetime import datetime, timedelta
from typing import Self

from tinhso.casework.bulk import Clock, ClockPause, Note, events, opened
from tinhso.casework.public import Case, State
from tinhso.demo.onestop.next_steps import NextSteps
from tinhso.demo.onestop.rows import REPLY
from tinhso.kernel.events.public import commit
from tinhso.kernel.site.public import new_row
from tinhso.lib.legal_time import clock as arithmetic
from tinhso.lib.legal_time.clock import Effect
from tinhso.onestop.bulk import HandOver, Slip, Trip
from tinhso.onestop.events import DossierStarted

SHARES = {"assign": 0.06, "examine": 0.12, "sign": 0.7, "issue": 0.9, "hand_over": 1.0}
"""When a step begins, as a part of the time from acceptance to the result."""

TO_ASK = timedelta(minutes=50)
"""After the examination began the examiner asks for what is missing."""

APPLICANT_TURNS = {"supplement", "lapse"}


class Story(NextSteps):
    """Tells one plot into the rows."""

    def play(self) -> Self:
        """From the submission as far as the time and the plot go."""
        self._hand_in()
        self.history.participants = list(self.seats.values())
        return self

    def _hand_in(self) -> None:
        case, at = self.case, self.plot.submitted_at
        by = self.citizen if self.online else self.team.desk
        self._event(opened(case), by, case.opened_at)
        version = self.offer.version
        started = DossierStarted(
            case_id=case.pk, version_id=version.pk, level=self.offer.level, person_id=case.person_id
        )
        self._event(started, by, case.opened_at)
        self._seat_person("draft", is_open=False)
        reply = self._clock("reply", REPLY, at, Effect.PAUSE)
        self._event(
            events.CaseSubmitted(
                case_id=case.pk,
                kind=case.kind,
                code=case.code,
                agency_id=case.agency_id,
                reply_due_at=reply.due_at,
            ),
            by,
            at,
        )
        if case.source == Case.Source.COUNTER:
            self._trip(Trip.Why.RECEIPT, at)
        self._ask_fee(by, at)
        self._bring_papers(at)
        self._turn("desk", "receive", reply.due_at)
        if self.plot.stop != "receive":
            self._answer(reply)

    def _answer(self, reply: Clock) -> None:
        """The desk receives it, or turns it down; withdrawn ones are withdrawn before that."""
        if self.plot.fate:
            deeds = {"granted": self._accept, "refused": self._refuse, "withdrawn": self._withdraw}
            deeds[self.plot.fate.outcome](reply, self.plot.fate.accepted_at)
            return
        hours = self.rng.uniform(0.4, 6.5) if self.plot.stop == "" else self.rng.uniform(0.2, 1.5)
        at = self.setting.calendar.add_working_seconds(self.plot.submitted_at, int(hours * 3600))
        chance = self.rng.random() if not self.plot.stop else 1.0
        if at >= self.setting.now:
            return
        if chance < 0.012:
            self._refuse(reply, at)
        elif chance < 0.02 and self.online:
            self._withdraw(reply, at)
        else:
            self._accept(reply, at)

    def _refuse(self, reply: Clock, at: datetime) -> None:
        met = self._stop(reply, at)
        note = self._note(Note.Kind.REFUSAL, "Hồ sơ không thuộc phạm vi giải quyết (mô phỏng).", at)
        self._end(State.REFUSED, at, outcome="refused", settled_at=at, timeliness=met.value)
        words = commit(bytes(note.salt), note.text)
        self._event(
            events.CaseRefused(
                case_id=self.case.pk, step=None, note_id=note.pk, note=words, timeliness=met.value
            ),
            self.team.desk,
            at,
        )

    def _withdraw(self, reply: Clock, at: datetime) -> None:
        self._stop(reply, at)
        self._end(State.WITHDRAWN, at, outcome="withdrawn")
        self._event(
            events.CaseWithdrawn(case_id=self.case.pk, step=None, note_id=None, note=None), self.citizen, at
        )

    def _accept(self, reply: Clock, at: datetime) -> None:
        self._settle_fees_before_acceptance(at)
        self._stop(reply, at)
        settle = self._clock("settle", self.offer.limit, at, self.setting.effect)
        self._move(state=State.IN_PROGRESS, step="forward", accepted_at=at, due_at=settle.due_at)
        self._turn("desk", "forward", settle.due_at)
        event = events.CaseAccepted(
            case_id=self.case.pk,
            kind=self.case.kind,
            step="forward",
            due_at=settle.due_at,
            unit=settle.unit,
        )
        self._event(event, self.team.desk, at)
        self._slip(Slip.Form.RECEIPT, at, due_at=settle.due_at)
        self._work(settle, at)

    def _work(self, settle: Clock, at: datetime) -> None:
        """Step by step, as far as the time and the plot go."""
        fate = self.plot.fate
        until = self.setting.ask_until(settle)
        end = fate.ends_at if fate else self._result_at(settle, at)
        if fate and fate.completed_at:
            end = min(fate.completed_at, until)
        before = ("assign", "examine") if self.setting.is_assigned(self.offer) else ("examine",)
        if not all(self._go(step, settle, self._moment(at, end, step)) for step in before):
            return
        if (fate.completed_at if fate else self._is_asked()) and self.last <= until:
            back = self._supplement(settle, min(self.last + TO_ASK, until))
            if back is None:
                return
            at, end = back, fate.ends_at if fate else self._result_at(settle, back)
        self.sealed = self._moment(at, end, "hand_over")
        if all(
            self._go(step, settle, self._moment(at, end, step)) for step in ("sign", "issue", "hand_over")
        ):
            self._finish()

    def _is_asked(self) -> bool:
        return self.plot.stop in APPLICANT_TURNS or (not self.plot.stop and self.rng.random() < 0.07)

    def _result_at(self, settle: Clock, at: datetime) -> datetime:
        """When the result is ready: mostly well in time, two to three in a hundred late."""
        calendar, due = self.setting.calendar, settle.due_at
        assert due is not None
        if self.plot.stop in APPLICANT_TURNS:  # asked soon after it came, within the days for it
            return calendar.add_working_seconds(at, 8 * 3600)
        if self.plot.stop:  # the steps before the one it stands at lie between then and now
            return self.setting.now
        if self.rng.random() < 0.024:
            return calendar.add_working_seconds(due, int(self.rng.uniform(2, 40) * 3600))
        whole = calendar.working_seconds(at, due)
        return calendar.add_working_seconds(at, int(whole * self.rng.uniform(0.35, 0.97)))

    def _moment(self, at: datetime, end: datetime, step: str) -> datetime:
        if self.plot.fate and step == "hand_over":
            return end
        stop = "examine" if self.plot.stop in APPLICANT_TURNS else self.plot.stop
        share = SHARES[step] * (0.95 / SHARES[stop] if stop in SHARES else 1.0)
        whole = self.setting.calendar.working_seconds(at, end)
        return self.setting.calendar.add_working_seconds(at, max(60, int(whole * share)))

    def _go(self, step: str, settle: Clock, at: datetime) -> bool:
        """On to that step, unless the plot stops before it or the time has not come."""
        if self.case.step == self.plot.stop or at >= self.setting.now:
            return False
        # A bulk dossier has no signed paper: it waits for the signature, never for the seal.
        if step == "issue" and self.sealed >= self.setting.now:
            return False
        self.last = at
        if step == "issue":
            self.signed_at = at
        examine = self._assign if self.setting.is_assigned(self.offer) else self._advance
        deeds = {"examine": examine, "sign": self._draft, "hand_over": self._settle}
        deeds.get(step, self._advance)(step, settle, at)
        return True

    def _advance(self, step: str, settle: Clock, at: datetime, finding: Note | None = None) -> None:
        here = self.case.step
        by = {"forward": self.team.desk, "examine": self.team.examiner}.get(here, self.team.head)
        self._move(step=step)
        roles = {"assign": "head", "examine": "examiner", "sign": "head", "issue": "clerk"}
        self._turn(roles[step], step, settle.due_at)
        event = events.CaseAdvanced(
            case_id=self.case.pk,
            from_step=here,
            to_step=step,
            note_id=finding.pk if finding else None,
            note=commit(bytes(finding.salt), finding.text) if finding else None,
        )
        self._event(event, by, at)

    def _assign(self, step: str, settle: Clock, at: datetime) -> None:
        officer = self.team.examiner.user_id
        assert officer is not None
        self._move(step=step, officer_id=officer)
        self._turn("examiner", step, settle.due_at).officer_id = officer
        self._event(
            events.CaseAssigned(case_id=self.case.pk, officer_id=officer, step=step), self.team.head, at
        )

    def _draft(self, step: str, settle: Clock, at: datetime) -> None:
        """The examiner's finding, and the drafted result where it still waits to be signed."""
        finding = self._note(Note.Kind.FINDING, "Hồ sơ đủ điều kiện giải quyết (mô phỏng).", at)
        self._advance(step, settle, at, finding)
        self._drafted(at)

    def _supplement(self, settle: Clock, at: datetime) -> datetime | None:
        """ServiceQuery at `at`; when the citizen has completed it, or None while they have not."""
        if at >= self.setting.now:
            return None
        note = self._note(Note.Kind.SUPPLEMENT, "Bổ sung bản sao giấy tờ còn thiếu (mô phỏng).", at)
        pause = new_row(ClockPause, clock=settle, reason="BO_SUNG", started_at=at, due_at=settle.due_at)
        self.history.pauses.append(pause)
        settle.due_at = None
        self._move(state=State.WAITING_CITIZEN, due_at=None)
        until = self.setting.patience_until(at)
        self._seat_person("supplement", is_open=True, due_at=until)
        self._seat_lapse(until)
        words = commit(bytes(note.salt), note.text)
        event = events.SupplementRequested(
            case_id=self.case.pk, step="examine", note_id=note.pk, note=words, until=until
        )
        self._event(event, self.team.examiner, at)
        self._slip(Slip.Form.SUPPLEMENT, at, note=note, due_at=until)
        fate = self.plot.fate
        wait = int(self.rng.uniform(4, 48) * 3600)
        fixed = fate.completed_at if fate else None
        back = fixed or self.setting.calendar.add_working_seconds(at, wait)
        if self.plot.stop or back >= self.setting.now:
            return None
        self._completed(settle, pause, back)
        return back

    def _completed(self, settle: Clock, pause: ClockPause, at: datetime) -> None:
        pause.ended_at = at
        if settle.effect == Effect.RESTART:
            settle.restarted_at, settle.restarts = at, 1
        settle.due_at = arithmetic.due(self._plain(settle))
        self._move(state=State.IN_PROGRESS, due_at=settle.due_at)
        self._turn("examiner", "examine", settle.due_at)
        event = events.SupplementCompleted(
            case_id=self.case.pk, step="examine", effect=settle.effect, due_at=settle.due_at
        )
        self._event(event, self.citizen, at)

    def _settle(self, step: str, settle: Clock, at: datetime) -> None:
        met = self._stop(settle, at)
        net = gross = self.setting.calendar.working_seconds(settle.started_at, at)
        if self.history.pauses:
            net = arithmetic.net_seconds(self._plain(settle), at)
        self._move(step=step, settled_at=at, outcome="granted", timeliness=met.value)
        self._turn("desk", step, settle.due_at)
        event = events.CaseSettled(
            case_id=self.case.pk,
            outcome="granted",
            from_step="issue",
            to_step=step,
            timeliness=met.value,
            net_seconds=net,
            gross_seconds=gross,
            ready_at=at,
        )
        self._issued(self.signed_at, at)
        self._event(event, self.team.clerk, at)
        self._offer(at)

    def _finish(self) -> None:
        """Handed over some hours later; one in three rates it."""
        at = self.setting.calendar.add_working_seconds(self.last, int(self.rng.uniform(0.5, 20) * 3600))
        if self.plot.stop or at >= self.setting.now:
            return
        self._pay_rest(at)
        self._end(State.DONE, at)
        event = events.CaseFinished(case_id=self.case.pk, kind=self.case.kind, outcome=self.case.outcome)
        self._event(event, self.team.desk, at)
        self.dossier.hand_over = new_row(
            HandOver,
            dossier=self.dossier.dossier,
            how=HandOver.How.ONLINE if self.online else HandOver.How.DESK,
            collected_by=self.person.full_name,
            id_number=self.person.id_number,
            handed_at=at,
            officer_id=self.team.desk.user_id or 0,
        )
        if self.dossier.hand_over.how == HandOver.How.DESK:
            self._trip(Trip.Why.HAND_OVER, at)
        rated = at + timedelta(minutes=self.rng.randint(10, 3000))
        if self.rng.random() < 0.34 and rated < self.setting.now:
            self._move(rating=self.rng.choices([5, 4, 3, 2, 1], [70, 21, 6, 2, 1])[0])
            stars = events.CaseRated(case_id=self.case.pk, stars=self.case.rating or 5)
            self._event(stars, self.citizen, rated)
