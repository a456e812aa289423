"""What a Vietnamese keyboard leaves behind: is this a syllable, and which one did the fingers mean?

Everything here is folded (no diacritics, small letters); the two ways of typing are Telex ("ddaats" is "đất") and VNI
("d9a61t"). Pure Python.
"""

import re

_RHYMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec|iem|ien|ieng|iep|"
    "iet|ieu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oc|oe|oen|oeo|oet|oi|om|on|"
    "ong|oong|op|ot|u|ua|uan|uang|uat|uay|uc|ue|uech|uenh|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|"
    "ut|uu|uy|uya|uych|uyen|uyet|uyn|uynh|uyt|uyu|y|yem|yen|yet|yeu|yn|ynh|yt|ych"
)
# k, gh and ngh stand before e, i, y; c and ng before the rest
_SPELT = re.compile(r"(?:[kq]|n?gh)[aou]|c[eiy]|ng[eiy]")
_SYLLABLE = re.compile(
    rf"(?:qu|gi|b|c|ch|d|g|gh|h|k|kh|l|m|n|ng|ngh|nh|p|ph|r|s|t|th|tr|v|x)?(?:{_RHYMES})|gi[nm]?|giet"
)
_I_OR_Y = re.compile(r"(?:[hklmst]|qu)[iy]")
_DOUBLED = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"), ("uw", "u"))
_TONES = re.compile(r"(?<=[aeiouy])[sfrxj]|(?<=[aeiouy][cghmnpt])[sfrxj]|(?<=[aeiouy](?:ng|nh|ch))[sfrxj]")
_VNI = re.compile(r"(?<=[a-z])[0-9]+")
_SOUNDS = (
    ("f", "ph"), ("j", "gi"), ("z", "d"), ("z", "gi"), ("w", "qu"), ("ch", "tr"), ("tr", "ch"), ("s", "x"), ("x", "s"),
    ("d", "gi"), ("gi", "d"), ("v", "d"), ("l", "n"), ("n", "l"), ("r", "d"), ("r", "g"), ("i", "y"), ("y", "i"),
    ("c", "k"), ("k", "c"), ("ngh", "ng"), ("ng", "ngh"), ("gh", "g"), ("g", "gh"),
)  # fmt: skip


def is_syllable(word: str) -> bool:
    """Whether a folded word could be Vietnamese: "giay" and "ruot" are, "gcn", "giaays" and "kahi" are not."""
    spelt = not _SPELT.match(word) or word.startswith("qu")
    return spelt and _SYLLABLE.fullmatch(word) is not None


def without_typing_marks(word: str) -> str:
    """The syllable that Telex or VNI letters were meant for ("ddawng" is "dang"); any other word as it is."""
    if is_syllable(word) or len(word) < 3:
        return word
    plain = _VNI.sub("", word)
    for typed, mark in _DOUBLED:
        plain = plain.replace(typed, mark)
    for bare in (
        plain,
        plain.replace("w", ""),
        _TONES.sub("", plain),
        _TONES.sub("", plain.replace("w", "")),
    ):
        if len(bare) > 1 and is_syllable(bare):
            return bare
    return word


def other_spelling(word: str) -> str:
    """The same syllable with i for y or y for i, which schools and laws spell differently: "ki" and "ky"; "" for others."""
    return word[:-1] + ("y" if word[-1] == "i" else "i") if _I_OR_Y.fullmatch(word) else ""


def sounds_like(word: str) -> set[str]:
    """The syllables that a folded word may stand for when it is written as it is said: "zay" is "giay" or "day"."""
    heard = {letter + word[len(sound) :] for sound, letter in _SOUNDS if word.startswith(sound)}
    ends = {
        word[:-1] + end
        for tail, end in (("g", ""), ("c", "t"), ("t", "c"), ("i", "y"), ("y", "i"))
        if word[-1:] == tail
    }
    ends |= {f"{word}g"} if word.endswith("n") else set()
    return {one for one in heard | ends if is_syllable(one)} - {word}
