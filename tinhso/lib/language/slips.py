"""One slip of a finger in a folded word: a letter left out, doubled, swapped, or its neighbour pressed."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def one_slip_away(word: str) -> set[str]:
    """Every string that one slip would turn into `word` or `word` into it; `word` itself is not in it."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    left_out = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    replaced = {a + c + b[1:] for a, b in cuts if b for c in LETTERS}
    added = {a + c + b for a, b in cuts for c in LETTERS}
    return (left_out | swapped | replaced | added) - {word, ""}


def splits(word: str) -> list[tuple[str, str]]:
    """The ways to read `word` as two words written together, each of two letters at least."""
    return [(word[:i], word[i:]) for i in range(2, len(word) - 1)]
