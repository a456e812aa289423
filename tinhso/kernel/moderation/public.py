"""The door: what a text is checked for before others read it, how many are taken, and who lets them through."""

from tinhso.kernel.moderation.actions.decide_text import NoSuchText, TextChanged, decide_text
from tinhso.kernel.moderation.flood_limits import HOUR, Flooded, FloodLimits, check_flood
from tinhso.kernel.moderation.moderated_kind import ModeratedKind, digest_of
from tinhso.kernel.moderation.permissions import NotModerator
from tinhso.kernel.moderation.queue import MOST_COUNTED, WaitingCount, waiting_counts
from tinhso.kernel.moderation.text_checks import flag_words, flags_of, masked, masked_answers, personal_words

__all__ = [
    "HOUR",
    "MOST_COUNTED",
    "FloodLimits",
    "Flooded",
    "ModeratedKind",
    "NoSuchText",
    "NotModerator",
    "TextChanged",
    "WaitingCount",
    "check_flood",
    "decide_text",
    "digest_of",
    "flag_words",
    "flags_of",
    "masked",
    "masked_answers",
    "personal_words",
    "waiting_counts",
]
