"""Versions made of the bundled edition of the national database, for procedures that nobody has written by hand."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.onestop.data.national.content import content_of, has_own_form
from tinhso.onestop.data.national.edition import EDITION, bundled
from tinhso.onestop.data.reading import OWN_LEVELS, TWO_LEVELS, ProcedureRow, levels
from tinhso.onestop.models import OnlineService, ProcedureVersion

NO_REASON = "Nguồn không nêu lý do chưa toàn trình"
FLAGGED = "CSDL quốc gia về TTHC, bản ngày 18/7/2026"
NOT_ONLINE_TEXT = "Chưa có nội dung để nộp trực tuyến: nộp trực tiếp tại cơ quan giải quyết, hoặc qua dịch vụ bưu chính công ích."


def national_versions(
    rows: Mapping[int, ProcedureRow],
    general: list[dict[str, Any]],
    settled: Mapping[str, str],
    now: datetime,
) -> Iterator[ProcedureVersion]:
    """One version for each general one in whose time the procedure is there; `rows` by the procedure's key.

    That of the days before the two levels shows the law of the edition and says that it illustrates.
    """
    keys = {row.code: pk for pk, row in rows.items()}
    for source in bundled(keys):
        pk = keys[source["code"]]
        row, number = rows[pk], 0
        for base in general:
            former = base["valid_to"] is not None
            if former and row.since >= base["valid_to"]:
                continue
            number += 1
            if former and row.content_since >= base["valid_to"]:
                yield bare_version(pk, base | {"number": number}, settled[row.field], now)
                continue
            illustrates = former and base["valid_from"] < TWO_LEVELS
            content = content_of(source, base, edition=EDITION, illustrates=illustrates)
            yield ProcedureVersion(
                procedure_id=pk,
                number=number,
                valid=DateRange(base["valid_from"], base["valid_to"]),
                settled_in=settled[row.field],
                own_form=has_own_form(content["form"]),
                published_at=now,
                **content,
            )


def bare_version(pk: int, base: dict[str, Any], settled_in: str, now: datetime) -> ProcedureVersion:
    """The general version of a procedure of which nothing else is known: nobody files it online."""
    plain = {name: value for name, value in base.items() if name not in ("valid_from", "valid_to")}
    return ProcedureVersion(
        **plain
        | {
            "procedure_id": pk,
            "valid": DateRange(base["valid_from"], base["valid_to"]),
            "settled_in": settled_in,
            "own_form": False,
            "published_at": now,
            "channels": ["counter", "post"],
            "manner_text": NOT_ONLINE_TEXT,
        }
    )


def national_services(rows: list[ProcedureRow], ids: Mapping[str, int]) -> list[OnlineService]:
    """What the source flags as online, at the level that settles it since the two levels."""
    found = []
    for row in rows:
        level = next((lv for lv, _also, _begin, end in levels(row) if end is None), "")
        if row.online and level in OWN_LEVELS:
            found.append(
                OnlineService(
                    procedure_id=ids[row.code],
                    level=level,
                    kind=row.online,
                    reason=NO_REASON if row.online == "partly" else "",
                    valid=DateRange(TWO_LEVELS, None),
                    national_since=TWO_LEVELS,
                    source=FLAGGED,
                )
            )
    return found
