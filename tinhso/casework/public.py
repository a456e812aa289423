"""The door of casework: cases and their moves, clocks, the worklist, the radar and the tracking page."""

from tinhso.casework.answer_templates.placing import Placed, place, with_templates
from tinhso.casework.answer_templates.words import CaseWords
from tinhso.casework.bulk import (
    CaseHistory,
    Clock,
    FormerCode,
    Participant,
    copy_histories,
    last_moment,
    office_calendar_id,
    work_calendar,
)
from tinhso.casework.calendar.actions.set_hours import HoursSetLater, set_hours
from tinhso.casework.case.applicant import set_applicant
from tinhso.casework.case.notes import NoteRefused
from tinhso.casework.case.permissions import (
    NotYourTurn,
    can_act,
    can_hand_in,
    check_can_act,
    check_can_hand_in,
    check_is_applicant,
    is_applicant,
)
from tinhso.casework.case.representatives import (
    is_representative,
    seat_in_cases_of,
    seat_representative,
    unseat_in_cases_of,
)
from tinhso.casework.case.turns import let_see
from tinhso.casework.clocks.calendars import calendar_for, days_marked
from tinhso.casework.clocks.clocks import (
    NewDateNotLater,
    ReappointedBefore,
    TooLateToReappoint,
    due_after,
    end_from_receipt,
    settle_limit,
)
from tinhso.casework.clocks.deadlines import DeadlinePassed, limit_source, limit_until, reply_due
from tinhso.casework.clocks.open_hours import has_office_hours, office_calendars
from tinhso.casework.clocks.overdue import OPEN, overdue_at, went_past_due
from tinhso.casework.clocks.running import waits_for
from tinhso.casework.corrections.actions.ask_correction import CorrectionWaits, ask_correction
from tinhso.casework.corrections.actions.correct_end import (
    EndAfterHandOver,
    EndBeforeReceipt,
    EndBeforeWaitIsOver,
    EndInFuture,
    EndUnchanged,
    correct_end,
)
from tinhso.casework.corrections.closed_years import YearClosed, YearLock
from tinhso.casework.corrections.corrections import Corrected, corrected_in
from tinhso.casework.corrections.permissions import can_correct
from tinhso.casework.finder.finder import ByPerson, CaseFinder
from tinhso.casework.handover.absences import away
from tinhso.casework.history.history import HistoryRows, history, why_due
from tinhso.casework.history.last_deed import last_deed_sentence
from tinhso.casework.history.movements import Movement, movements
from tinhso.casework.models import Case, ClockPause, EndCorrection, Note, Process
from tinhso.casework.models.case import Conflict, Stale, Unlawful
from tinhso.casework.models.states import FINAL, State
from tinhso.casework.models.step import Step
from tinhso.casework.moves.actions.accept_case import accept_case
from tinhso.casework.moves.actions.advance_case import NoFurtherStep, advance_case
from tinhso.casework.moves.actions.assign_case import NotOfThatPost, OfficerAbsent, assign_case
from tinhso.casework.moves.actions.claim_case import claim_case
from tinhso.casework.moves.actions.discard_draft import discard_draft
from tinhso.casework.moves.actions.finish_case import NotSettled, finish_case
from tinhso.casework.moves.actions.forward_case import SameAgency, forward_case
from tinhso.casework.moves.actions.open_case import open_case
from tinhso.casework.moves.actions.pause_case import pause_case
from tinhso.casework.moves.actions.rate_case import NotFinished, rate_case
from tinhso.casework.moves.actions.reappoint_case import reappoint_case
from tinhso.casework.moves.actions.refuse_case import refuse_case
from tinhso.casework.moves.actions.release_submitter import release_submitter
from tinhso.casework.moves.actions.resume_case import resume_case
from tinhso.casework.moves.actions.return_case import NotAnEarlierStep, return_case
from tinhso.casework.moves.actions.set_apart_case import AlreadyClosed, set_apart_case
from tinhso.casework.moves.actions.settle_case import settle_case
from tinhso.casework.moves.actions.submit_case import submit_case
from tinhso.casework.moves.actions.withdraw_case import AlreadySettled, withdraw_case, withdraw_office_case
from tinhso.casework.moves.rerouting import (
    WaitsElsewhere,
    begin_anew,
    direct_case,
    name_officer,
    relimit_case,
    reroute_case,
    turn_elsewhere,
)
from tinhso.casework.opinions.actions.ask_opinion import ask_opinion
from tinhso.casework.opinions.actions.give_opinion import give_opinion
from tinhso.casework.personal_data.actions.erase_texts import erase_texts
from tinhso.casework.personal_data.actions.forget_applicant import erase_notes, forget_applicant
from tinhso.casework.personal_data.readers import PURPOSES, CaseReading, readings
from tinhso.casework.proof.audit import followed_by, only_followed
from tinhso.casework.proof.compare import Compared
from tinhso.casework.proof.comparison_runs import compare_changed, compare_lately, compare_whole
from tinhso.casework.proof.derived import Derived
from tinhso.casework.proof.last_comparison import Differing, noted
from tinhso.casework.proof.lines import lines_of
from tinhso.casework.proof.older import note_rows_of_older_programs
from tinhso.casework.proof.records import is_of_records, note_records
from tinhso.casework.proof.rules import always, by_field, from_event, moment, since_field, unchanged
from tinhso.casework.radar.overdue_rows import overdue_rows
from tinhso.casework.supplements.actions.complete_supplement import complete_supplement
from tinhso.casework.supplements.actions.lapse_case import NotLapsed, lapse_case
from tinhso.casework.supplements.actions.request_supplement import (
    AskedBefore,
    NobodyToAsk,
    check_not_asked,
    request_supplement,
)
from tinhso.casework.supplements.permissions import may_end
from tinhso.casework.supplements.waiting_limit import supplement_until
from tinhso.casework.worklist.queries import RowDetails, WorklistRow, WorklistSide, turns_of, where_is

PAUSE_REASONS = ClockPause.Reason.choices
"""Codes and words of the reasons for which a clock may stand still."""

__all__ = [
    "note_rows_of_older_programs",
    "FINAL",
    "OPEN",
    "PAUSE_REASONS",
    "PURPOSES",
    "AlreadyClosed",
    "AlreadySettled",
    "AskedBefore",
    "ByPerson",
    "Case",
    "CaseFinder",
    "CaseHistory",
    "CaseReading",
    "CaseWords",
    "Clock",
    "Compared",
    "Conflict",
    "HoursSetLater",
    "Corrected",
    "CorrectionWaits",
    "DeadlinePassed",
    "Derived",
    "Differing",
    "EndAfterHandOver",
    "EndBeforeReceipt",
    "EndBeforeWaitIsOver",
    "EndCorrection",
    "EndInFuture",
    "EndUnchanged",
    "FormerCode",
    "HistoryRows",
    "Movement",
    "NewDateNotLater",
    "NoFurtherStep",
    "NobodyToAsk",
    "NotAnEarlierStep",
    "NotFinished",
    "NotLapsed",
    "NotOfThatPost",
    "NotSettled",
    "NotYourTurn",
    "Note",
    "NoteRefused",
    "OfficerAbsent",
    "Participant",
    "Placed",
    "Process",
    "ReappointedBefore",
    "RowDetails",
    "SameAgency",
    "Stale",
    "State",
    "Step",
    "Unlawful",
    "WaitsElsewhere",
    "WorklistRow",
    "WorklistSide",
    "YearClosed",
    "YearLock",
    "accept_case",
    "advance_case",
    "always",
    "ask_correction",
    "ask_opinion",
    "assign_case",
    "away",
    "begin_anew",
    "by_field",
    "calendar_for",
    "can_act",
    "can_correct",
    "can_hand_in",
    "check_can_act",
    "check_can_hand_in",
    "check_is_applicant",
    "claim_case",
    "compare_changed",
    "compare_lately",
    "compare_whole",
    "complete_supplement",
    "copy_histories",
    "correct_end",
    "corrected_in",
    "days_marked",
    "direct_case",
    "discard_draft",
    "due_after",
    "erase_notes",
    "erase_texts",
    "finish_case",
    "followed_by",
    "forget_applicant",
    "forward_case",
    "give_opinion",
    "history",
    "last_deed_sentence",
    "is_applicant",
    "is_representative",
    "is_of_records",
    "unchanged",
    "lapse_case",
    "last_moment",
    "let_see",
    "release_submitter",
    "seat_in_cases_of",
    "seat_representative",
    "unseat_in_cases_of",
    "limit_source",
    "limit_until",
    "lines_of",
    "may_end",
    "moment",
    "movements",
    "name_officer",
    "turn_elsewhere",
    "note_records",
    "has_office_hours",
    "noted",
    "office_calendar_id",
    "office_calendars",
    "set_hours",
    "only_followed",
    "overdue_rows",
    "open_case",
    "pause_case",
    "place",
    "rate_case",
    "readings",
    "reappoint_case",
    "refuse_case",
    "relimit_case",
    "reply_due",
    "request_supplement",
    "reroute_case",
    "resume_case",
    "return_case",
    "from_event",
    "set_applicant",
    "end_from_receipt",
    "check_not_asked",
    "TooLateToReappoint",
    "set_apart_case",
    "settle_case",
    "settle_limit",
    "since_field",
    "submit_case",
    "supplement_until",
    "turns_of",
    "waits_for",
    "overdue_at",
    "went_past_due",
    "where_is",
    "why_due",
    "with_templates",
    "withdraw_case",
    "withdraw_office_case",
    "work_calendar",
]
