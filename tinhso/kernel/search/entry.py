from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange

MOST_TEXT = 5000
PHRASES_END = " ; "  # between the folded phrases of an entry's text


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a system puts into the search. `text` holds further words to be found by (at most 5,000 characters),
    phrase by phrase as people say them, with a semicolon between.

    `ref` is the public code (a procedure's, a dataset's); a query equal to it stands first. `weight` is 0 to 10.
    `valid` None means always. `audience` is "public" or "officer".
    """

    kind: str
    ref: str
    title: str
    url: str
    text: str = ""
    weight: int = 0
    valid: DateRange | None = None
    audience: str = "public"
