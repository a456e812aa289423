"""Why a command stops: one sentence for the person at the keyboard, and an exit code."""

WRONG = 2  # wrong words, or something on this machine must be set right first
NOT_READY = 3  # the database is not at this program's version
NOT_EMPTY = 4  # restore into a database or folder that holds something


class Refusal(Exception):
    """The sentence says what to do, `english` the same; `code` is what the command returns."""

    def __init__(self, sentence: str, code: int = WRONG, *, english: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.english = english
