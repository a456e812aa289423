from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange

MOST_TEXT = 5000
MOST_DETAILS = 600  # different words of the details
PHRASES_END = " ; "  # between the folded phrases of an entry's text


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a system puts into the search. `text` holds further words to be found by (at most 5,000 characters),
    phrase by phrase as people say them, with a semicolon between. `details` is whatever else is said of it (papers,
    results, agencies): a rare word there finds it, but tells little of what it is about.

    `ref` is the public code (a procedure's, a dataset's); a query equal to it stands first. `weight` is 0 to 10.
    `valid` None means always. `audience` is "public" or "officer".
    """

    kind: str
    ref: str
    title: str
    url: str
    text: str = ""
    details: str = ""
    weight: int = 0
    valid: DateRange | None = None
    audience: str = "public"
