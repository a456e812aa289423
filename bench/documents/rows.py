"""Documents of a province by COPY: arriving and outgoing ones with the seats of who reads them, words as real ones are frequent.

Words are those of the catalogue's procedures, as often as they stand there. A third of all belongs to one large agency, the rest
is spread over every agency that has a clerk. Outgoing ones bear a number and wait for their issue: their papers are not written.
"""

import os
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any, NamedTuple

import psycopg

from tinhso.documents.models import (
    ArrivingDocument,
    ArrivingSeat,
    OutgoingDocument,
    RegisterNumber,
    RoutingSeat,
)
from tinhso.kernel.people.public import Post
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import HANOI
from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.models import Procedure

LOT = 20_000
LARGE = 1 / 3
ARRIVING_SHARE = 0.6
SUBJECT, CONTENT = 14, 90  # words
SENDERS = [
    "Sở Tài chính",
    "Sở Xây dựng",
    "Sở Y tế",
    "Bộ Nội vụ",
    "Văn phòng Chính phủ",
    "UBND huyện Hà Trung",
    "Công an tỉnh",
]
TYPES = ["CV"] * 12 + ["QD"] * 4 + ["TB", "BC", "KH", "TTr", "GM"]
INDEXES = {
    "documents_arriving_words": "documents_arrivingdocument",
    "documents_outgoing_words": "documents_outgoingdocument",
}
CASE_COLUMNS = "id, code, kind, title, state, step, ver, agency_id, desk_id, source, confidential, opened_at, submitted_at, finished_at, timeliness, outcome"
ARRIVING_COLUMNS = (
    "case_id, agency_id, channel, origin_id, document_ident, issuer_name, issuer_ident, number, notation, dated, type_code,"
    " type_name, subject, signer, urgency, received_at, number_key, issuer_key, arrival_year, arrival_number, registered_at,"
    " duplicate_reason, folded"
)
OUTGOING_COLUMNS = "case_id, type_code, subject, urgency, unit, normative, drafted_by_id, signer_id, drawn_for, number_id, recall_reason, folded"
NUMBER_COLUMNS = "id, agency_id, year, type_code, number, notation, state, dated, title, reason, at, release_reason, folded"
SEAT_COLUMNS = "document_id, agency_id, role, officer_id"


class Office(NamedTuple):
    """An agency with who reads its documents."""

    agency: int
    officers: list[int]


class Words:
    """Words drawn as often as they stand in the catalogue, each with how it stands among the words to find by."""

    def __init__(self, chance: Random) -> None:
        names = Procedure.objects.values_list("name", flat=True)
        found = Counter(word for title in names for word in title.split())
        self.words = [(word, fold(word)) for word in found]
        self.weights = list(accumulate(found.values()))
        self.chance = chance

    def some(self, number: int) -> tuple[str, str]:
        drawn = self.chance.choices(self.words, cum_weights=self.weights, k=number)
        return " ".join(word for word, _ in drawn), " ".join(plain for _, plain in drawn)


def offices() -> list[Office]:
    """The agency of the cast first: it is the large one."""
    posts = Post.objects.on(clock.today())
    large = posts.filter(user__username="van").values_list("agency", flat=True)[0]
    found: dict[int, list[int]] = {}
    for agency, user in posts.order_by("agency", "user").values_list("agency", "user"):
        found.setdefault(agency, []).append(user)
    return sorted((Office(*one) for one in found.items()), key=lambda one: (one.agency != large, one.agency))


def add(number: int) -> None:
    """Write so many, in lots that stand each; the indexes over words are made when all is there."""
    chance = Random(38)
    words, every = Words(chance), offices()
    with psycopg.connect(os.environ["TINHSO_OWNER_URL"], autocommit=True) as owner, owner.cursor() as cursor:
        for name in INDEXES:
            cursor.execute(f"drop index if exists {name}")
        keys = _keys(cursor, number)
        for first in range(0, number, LOT):
            _write_lot(owner, rows_of(range(first, min(first + LOT, number)), keys, words, every, chance))
            print(f"{min(first + LOT, number):,} written", file=sys.stderr, flush=True)
        cursor.execute("set maintenance_work_mem = '1GB'")
        for name, table in INDEXES.items():
            cursor.execute(f"create index {name} on {table} using gin (terms)")
        tables = [
            one._meta.db_table
            for one in (ArrivingDocument, ArrivingSeat, OutgoingDocument, RegisterNumber, RoutingSeat)
        ]
        cursor.execute(f"vacuum analyze casework_case, {', '.join(tables)}")


def _keys(cursor: Any, number: int) -> tuple[int, int]:
    """The first key of a case and of a number, the sequences moved behind the last."""
    found = []
    for table in ("casework_case", "documents_registernumber"):
        cursor.execute(f"select coalesce(max(id), 0) + 1 from {table}")
        found.append(cursor.fetchone()[0])
        cursor.execute("select setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, found[-1] + number])
    return found[0], found[1]


Rows = dict[str, list[tuple[Any, ...]]]


def rows_of(lot: range, keys: tuple[int, int], words: Words, every: list[Office], chance: Random) -> Rows:
    rows: Rows = {name: [] for name, *_ in TABLES}
    for n in lot:
        large = chance.random() < LARGE
        office = every[0] if large else every[1 + int((len(every) - 1) * chance.random() ** 2)]
        _add(rows, n, keys, words, office, chance)
    return rows


def _write_lot(owner: "psycopg.Connection[Any]", rows: Rows) -> None:
    with owner.transaction(), owner.cursor() as cursor:
        for name, table, columns in TABLES:
            with cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
                for row in rows[name]:
                    copy.write_row(row)


TABLES = [
    ("case", "casework_case", CASE_COLUMNS),
    ("in", "documents_arrivingdocument", ARRIVING_COLUMNS),
    ("in_seat", "documents_arrivingseat", SEAT_COLUMNS),
    ("number", "documents_registernumber", NUMBER_COLUMNS),
    ("out", "documents_outgoingdocument", OUTGOING_COLUMNS),
    ("out_seat", "documents_routingseat", SEAT_COLUMNS),
]


def _add(rows: Rows, n: int, keys: tuple[int, int], words: Words, office: Office, chance: Random) -> None:
    arriving = chance.random() < ARRIVING_SHARE
    day = date(2019, 1, 1) + timedelta(days=n % 1850)
    at = datetime(day.year, day.month, day.day, 9, tzinfo=HANOI)
    key, agency, officer = keys[0] + n, office.agency, chance.choice(office.officers)
    code, kind = (f"VBD-B-{key}", "arriving_document") if arriving else (f"VB-B-{key}", "outgoing_document")
    times = (agency, agency, "internal", True, at, at, at, "", "")
    rows["case"].append((key, code, kind, f"Văn bản {code}", "done", "", 1, *times))
    (subject, plain), (_, content) = words.some(SUBJECT), words.some(CONTENT)
    folded = f"{code.lower()} {plain} {content}"
    one = Document(key, n, agency, day, at, chance.choice(TYPES), subject, plain, folded)
    seats = [("clerk", None), ("head", None), ("examiner", officer)]
    rows["in_seat" if arriving else "out_seat"].extend((key, agency, *seat) for seat in seats)
    if arriving:
        _add_arriving(rows, one, chance)
    else:
        _add_outgoing(rows, one, keys[1] + n, officer)


class Document(NamedTuple):
    key: int
    n: int
    agency: int
    day: date
    at: datetime
    kind_code: str
    subject: str
    plain: str
    folded: str


def _add_arriving(rows: Rows, one: Document, chance: Random) -> None:
    sender = chance.choice(SENDERS)
    bears = (f"{one.n % 3000}", f"{one.kind_code}-{sender[:3].upper().strip()}")
    of_sender = (one.agency, "edxml", f"b{one.key}", "", sender, "", *bears, one.day, one.kind_code, "")
    written = (one.subject[:500], "Người mô phỏng", "", one.at, "/".join(bears).casefold(), fold(sender))
    found_by = f"{one.folded} {'/'.join(bears).lower()} {fold(sender)} nguoi mo phong"
    rows["in"].append((one.key, *of_sender, *written, None, None, None, "", found_by))


def _add_outgoing(rows: Rows, one: Document, number: int, officer: int) -> None:
    bears = (
        one.agency,
        one.day.year,
        one.kind_code,
        number + 1_000_000,
        f"{one.kind_code}-B",
        "used",
        one.day,
    )
    rows["number"].append((number, *bears, one.subject[:500], "", one.at, "", one.plain[:700]))
    document = (one.key, one.kind_code, one.subject[:500], "", "", False, officer, None, "", number, "")
    rows["out"].append((*document, one.folded))
