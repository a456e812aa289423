"""Whether texts hold the words that somebody typed."""

from collections.abc import Sequence

from tinhso.lib.language.vietnamese import fold


def holds_words(words: Sequence[str], texts: Sequence[str | None]) -> bool:
    """Whether folded words all stand in these texts, the last of them perhaps as the beginning of one."""
    *whole, last = words
    held = fold(" ".join(text for text in texts if text)).split()
    return set(whole) <= set(held) and any(one.startswith(last) for one in held)
