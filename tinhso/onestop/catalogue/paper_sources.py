"""The dated register "this paper is replaced by this source": what the province's pack says of it, and what holds on a day."""

from datetime import date, datetime
from pathlib import Path

from tinhso.lib.province_pack import ProvincePack, day, day_or_none
from tinhso.onestop.models import PaperSource, Procedure

FILE = "paper_sources.csv"


def sources_on(procedure_id: int, on: date) -> dict[str, PaperSource]:
    """What may be asked for a procedure that day, by the key under which a dossier keeps it. One query."""
    return {one.key: one for one in PaperSource.objects.on(on).filter(procedure=procedure_id)}


def load_paper_sources(pack: Path, *, now: datetime) -> int:
    """The lines of the pack that are not there yet; what a keeper ended or entered stays as it is."""
    if not (pack / FILE).is_file():
        return 0
    rows = ProvincePack(pack).rows(FILE)
    known = dict(Procedure.objects.filter(code__in={r["procedure"] for r in rows}).values_list("code", "pk"))
    there = set(PaperSource.objects.values_list("procedure", "paper", "service", "subject", "valid_from"))
    lines = [_line(row, known[row["procedure"]], now) for row in rows if row["procedure"] in known]
    new = [one for one in lines if _identity(one) not in there]
    PaperSource.objects.bulk_create(new)
    return len(new)


def _identity(one: PaperSource) -> tuple[int, str, str, str, date]:
    return (one.procedure_id, one.paper, one.service, one.subject, one.valid_from)


def _line(row: dict[str, str], procedure_id: int, now: datetime) -> PaperSource:
    return PaperSource(
        procedure_id=procedure_id,
        fields=[list(one) for one in pairs(row["fields"]).items()],
        conditions=pairs(row["conditions"]),
        must_match=pairs(row["must_match"]),
        by_consent=row["by_consent"] == "1",
        valid_from=day(row["valid_from"]),
        valid_to=day_or_none(row["valid_to"]),
        fresh_days=int(row["fresh_days"]) if row["fresh_days"] else None,
        entered_at=now,
        approved=True,
        **{
            name: row[name]
            for name in ("paper", "title", "service", "path", "subject", "legal_basis", "source")
        },
    )


def pairs(text: str) -> dict[str, str]:
    """`name:label|name:label`; ValueError for a part without both."""
    found = {}
    for part in filter(None, text.split("|")):
        name, colon, label = part.partition(":")
        if not (colon and name.strip() and label.strip()):
            raise ValueError(part)
        found[name.strip()] = label.strip()
    return found
