from tinhso.casework.models.case import Case
from tinhso.casework.models.note import Note
from tinhso.casework.models.participant import Participant
from tinhso.casework.models.process import Process
from tinhso.casework.models.reminder import Reminder

__all__ = ["Case", "Note", "Participant", "Process", "Reminder"]
