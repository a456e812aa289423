"""What a command says of its own accord, to whoever is at the keyboard."""

from tinhso.lib.bilingual import say


def print_line(vietnamese: str, english: str) -> None:
    """A line in the language of the keyboard, at once."""
    print(say(vietnamese, english), flush=True)


def words_of(error: BaseException) -> tuple[str, str]:
    """What an error says in Vietnamese and in English; the same twice where it knows one language."""
    return str(error), str(getattr(error, "english", error))


def spoken(error: BaseException) -> str:
    """As whoever is at the keyboard reads it."""
    return say(*words_of(error))
