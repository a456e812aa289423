from tinhso.onestop.catalogue.papers import papers_of
from tinhso.onestop.models import (
    ProcedureVersion,
)


def paper_name(version: ProcedureVersion, paper: str) -> str:
    return next((p.name for p in papers_of(version) if p.id == paper), paper)
