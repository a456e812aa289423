from tinhso.casework.models.answer_template import AnswerTemplate
from tinhso.casework.models.calendar_day import CalendarDay
from tinhso.casework.models.calendar_version import CalendarVersion
from tinhso.casework.models.case import Case
from tinhso.casework.models.clock import Clock
from tinhso.casework.models.clock_pause import ClockPause
from tinhso.casework.models.end_correction import EndCorrection
from tinhso.casework.models.former_code import FormerCode
from tinhso.casework.models.note import Note
from tinhso.casework.models.office_calendar import OfficeCalendar
from tinhso.casework.models.participant import Participant
from tinhso.casework.models.process import Process
from tinhso.casework.models.reminder import Reminder
from tinhso.casework.models.saved_filter import SavedFilter

__all__ = [
    "AnswerTemplate",
    "CalendarDay",
    "CalendarVersion",
    "Case",
    "Clock",
    "ClockPause",
    "EndCorrection",
    "FormerCode",
    "Note",
    "OfficeCalendar",
    "Participant",
    "Process",
    "Reminder",
    "SavedFilter",
]
