"""A second, slow judge of rules: plain Python over one event, written without the SQL and without pySigma's values."""

from typing import Any

Event = dict[str, list[str | None]]


def wildcard(pattern: str, text: str) -> bool:
    """Whether the pattern of Sigma (`*`, `?`, backslash before either) is the whole text, by dynamic programming."""
    tokens: list[tuple[str, str]] = []
    place = 0
    while place < len(pattern):
        one = pattern[place]
        if one == "\\" and pattern[place + 1 : place + 2] in {"*", "?", "\\"} and place + 1 < len(pattern):
            tokens.append(("x", pattern[place + 1]))
            place += 2
            continue
        tokens.append(("*" if one == "*" else "?" if one == "?" else "x", one))
        place += 1
    row = [True] + [False] * len(text)
    for kind, letter in tokens:
        following = [kind == "*" and row[0]]
        for at, have in enumerate(text):
            if kind == "*":
                following.append(following[at] or row[at + 1])
            else:
                following.append(row[at] and (kind == "?" or have == letter))
        row = following
    return row[-1]


def value_holds(modifiers: tuple[str, ...], wanted: Any, text: str | None) -> bool:
    if text is None:
        return False
    if isinstance(wanted, int):
        return text == str(wanted)
    cased = "cased" in modifiers
    pattern, have = (wanted, text) if cased else (wanted.lower(), text.lower())
    if {"contains", "endswith"} & set(modifiers):
        pattern = "*" + pattern
    if "contains" in modifiers or "startswith" in modifiers:
        # A backslash at the end would change what a star behind it means.
        tail = len(pattern) - len(pattern.rstrip("\\"))
        pattern += "\\" * (tail % 2) + "*"
    return wildcard(pattern, have)


def item_holds(field: str, modifiers: tuple[str, ...], wanted: list[Any], event: Event) -> bool:
    results = []
    for one in wanted:
        if one is None:
            results.append(not any(text is not None for text in event.get(field, [])))
        else:
            results.append(any(value_holds(modifiers, one, text) for text in event.get(field, [])))
    return all(results) if "all" in modifiers else any(results)
