import re
from datetime import date

from django.db import connection, transaction

from tinhso.lib.language.vietnamese import fold

LONGEST = 80
# A family name before a middle name, as in "nguyen thi hoa": such a query is about a person.
A_NAME = re.compile(
    r"\b(?:nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dinh|trinh|mai|luong)"
    r" (?:van|thi|huu|duc|ngoc|minh|quoc|xuan|thanh) \w+"
)


def looks_personal(query: str) -> bool:
    """Six digits or more (a number of an id, a phone, a dossier), an e-mail address, or a person's full name."""
    return sum(c.isdigit() for c in query) >= 6 or "@" in query or bool(A_NAME.search(fold(query)))


@transaction.atomic
def note_miss(query: str, *, on: date) -> None:
    """Count a search that found nothing, folded; nothing is written if it looks personal or says nothing."""
    folded = fold(query)
    if not folded or len(folded) > LONGEST or looks_personal(query):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into search_searchmiss (day, query, count) values (%s, %s, 1)"
            " on conflict (day, query) do update set count = search_searchmiss.count + 1",
            [on, folded],
        )
