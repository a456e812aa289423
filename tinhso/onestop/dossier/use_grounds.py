"""By which law a dossier is read, for the page on which its owner sees who used their data."""

from collections.abc import Mapping, Sequence
from typing import Any

from tinhso.exchange.public import Ground
from tinhso.onestop.models import Dossier

MOST_LAWS = 3


def grounds(case_ids: Sequence[int]) -> Mapping[int, Ground]:
    """Procedure and its legal basis, as the version that was filed names them. One query."""
    rows = Dossier.objects.filter(case__in=case_ids).values_list(
        "case_id", "version__procedure__code", "version__legal_basis"
    )
    return {pk: Ground(_words(laws), code) for pk, code, laws in rows}


def asked_calls(case_ids: Sequence[int]) -> Mapping[str, int]:
    """The calls by which sources were asked for these dossiers, drafts too: {id of the call: case}. One query."""
    rows = Dossier.objects.filter(case__in=case_ids).exclude(source_data={})
    return {
        call: pk
        for pk, records in rows.values_list("case_id", "source_data")
        for record in records.values()
        for call in (record.get("call"), *record.get("calls", ()))
        if call
    }


def _words(laws: list[dict[str, Any]]) -> str:
    """The first acts, with their articles."""
    named = [" ".join(filter(None, (one.get("article"), one.get("name")))) for one in laws or ()]
    return "; ".join(named[:MOST_LAWS])
