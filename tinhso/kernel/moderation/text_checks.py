"""What the desk is told before a text is published: who could be found in it, and what offends. It never decides."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from tinhso.kernel.moderation.data import FOLDER
from tinhso.lib.language.identifying_words import SHORTEST, OwnWords
from tinhso.lib.language.personal_data import LABELS, find_personal_data, mask
from tinhso.lib.language.vietnamese import fold

HIDDEN = "[đã che]"
NOTHING = OwnWords()
OFFENSIVE = "offensive"
COMPLAINT = "complaint"
SENDER = "sender"
WORDS = FOLDER / "offensive_words.txt"
COMPLAINT_WORDS = ("to cao", "khieu nai", "don to cao", "don khieu nai")
FLAGS = {kind.value: label for kind, label in LABELS.items()} | {
    OFFENSIVE: "lời lẽ có thể xúc phạm",
    COMPLAINT: "có thể là khiếu nại, tố cáo",
    SENDER: "tên, liên hệ hoặc nơi ở của người gửi",
}
"""Codes of what may be wrong, and their words on the desk's page."""


@cache
def offensive_words() -> tuple[str, ...]:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def flags_of(*texts: str, sender_words: OwnWords = NOTHING) -> list[str]:
    """The codes of FLAGS that these texts raise, each once; `own` as for `masked`."""
    found: dict[str, None] = {}
    for text in texts:
        found |= dict.fromkeys(one.kind.value for one in find_personal_data(text))
        folded = f" {fold(text)} "
        if any(f" {word} " in folded for word in offensive_words()):
            found[OFFENSIVE] = None
        if any(f" {word} " in folded for word in COMPLAINT_WORDS):
            found[COMPLAINT] = None
        if sender_words.stand_in(text):
            found[SENDER] = None
    return list(found)


def flag_words(codes: Iterable[str]) -> list[str]:
    """What the desk reads for these codes of FLAGS; a code that is no longer known says nothing."""
    return [str(FLAGS[code]) for code in codes if code in FLAGS]


def personal_words(text: str, *, names: Iterable[str] = ()) -> list[str]:
    """What tells who somebody is in a text that is to be published, in words, each once; `own` are the sender's values."""
    found = dict.fromkeys(LABELS[one.kind] for one in find_personal_data(text))
    folded = fold(text)
    if any(len(value) >= SHORTEST and fold(value) in folded for value in names):
        found["tên hoặc liên hệ của người gửi"] = None
    return list(found)


def masked(text: str, sender_words: OwnWords = NOTHING) -> str:
    """The text with whatever tells who a person is put out of sight; `own` is what is known of the sender."""
    text = sender_words.hide(text, HIDDEN)
    found = find_personal_data(text)
    return mask(text, found) if found else text


def masked_answers(answers: Mapping[str, Any], sender_words: OwnWords = NOTHING) -> dict[str, Any]:
    """The answers to further questions, what was typed freely masked."""
    return {
        code: masked(value, sender_words) if isinstance(value, str) else value
        for code, value in answers.items()
    }
