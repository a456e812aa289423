"""The door: what a text is checked for before others read it, and how many of them are taken."""

from tinhso.kernel.moderation.moderation import flag_words, flags_of, masked, masked_answers, personal_words
from tinhso.kernel.moderation.report_limits import HOUR, Flooded, check_flood

__all__ = [
    "HOUR",
    "Flooded",
    "check_flood",
    "flag_words",
    "flags_of",
    "masked",
    "masked_answers",
    "personal_words",
]
