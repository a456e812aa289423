"""What the next version of a procedure can be made of."""

from datetime import datetime

from tinhso.onestop.catalogue.form_lineage import is_general
from tinhso.onestop.models import Procedure, ProcedureVersion


def current_version(procedure: Procedure, now: datetime) -> ProcedureVersion | None:
    """The version in force, else the last one published."""
    published = ProcedureVersion.objects.filter(procedure=procedure, published_at__isnull=False)
    in_force = published.filter(valid__contains=now.date()).first()
    return in_force or published.order_by("-number").first()


def in_catalogue(version: ProcedureVersion | None) -> bool:
    """Whether an own form can be made of what the catalogue says of the procedure."""
    return version is not None and bool(version.national) and is_general(version) and bool(version.papers)
