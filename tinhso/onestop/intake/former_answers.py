"""Thông tin theo mẫu cũ: what a migrated dossier holds beyond the questions of its version."""

from collections.abc import Mapping
from datetime import date

from tinhso.lib.forms import Part, always_asked, summarise
from tinhso.onestop.catalogue.places import unit_names
from tinhso.onestop.models import Dossier, ProcedureVersion


def former_parts(dossier: Dossier, on: date) -> list[Part]:
    """The answers that no question asks any more, in the words of the version that asked; empty for most dossiers."""
    if not dossier.former_answers:
        return []
    names: Mapping[str, str] = unit_names(on)
    versions = ProcedureVersion.objects.in_bulk([former["version"] for former in dossier.former_answers])
    found: list[Part] = []
    for former in dossier.former_answers:
        form = always_asked(versions[former["version"]].definition)
        found += summarise(form, former["answers"], unit_names=names)
    return found
