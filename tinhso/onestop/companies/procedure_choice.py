"""Procedures to tick in a delegation: those that are ticked, then what a search by name or code finds. It works without a script."""

from collections.abc import Sequence
from datetime import date

from tinhso.onestop.catalogue.search import ProcedureQuery, find_procedures
from tinhso.onestop.models import Procedure

LONGEST_CODE = 40
MOST_READ = 500  # more than anybody ticks: whoever ticks too many is told so, and loses none
MOST_FOUND = 10  # so many that the list fits a phone


def chosen_and_found(codes: Sequence[str], words: str, on: date) -> list[tuple[str, str]]:
    """Code and name of each, those ticked first. Nothing is asked where nothing was ticked or typed."""
    chosen = [code for code in dict.fromkeys(codes) if len(code) <= LONGEST_CODE][:MOST_READ]
    rows = Procedure.objects.on(on).filter(code__in=chosen).order_by("sort_key") if chosen else ()
    choices = {row.code: label_of(row) for row in rows}
    if words.strip():
        found = find_procedures(ProcedureQuery(words=words.strip()[:200]), on=on, facets=False)
        choices |= {row.code: label_of(row) for row in found.procedures[:MOST_FOUND]}
    return list(choices.items())


def label_of(procedure: Procedure) -> str:
    """Its name, with its code where that is a public one."""
    return f"{procedure.name} ({procedure.code})" if procedure.code_known else procedure.name
