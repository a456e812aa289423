"""A file of work of agency A that is kept for ever and lies in its archive, and packages of it."""

import tempfile
from typing import Any

from tests.town import Town
from tinhso.casework.tests.makers import NOW
from tinhso.documents.archiving.actions.ask_package import ask_package
from tinhso.documents.archiving.actions.build_package import build_package
from tinhso.documents.models import ArchivePackage, WorkFile
from tinhso.documents.work_files.tests import makers
from tinhso.kernel.files.public import StoredFile


def archived(town: Town, **changes: Any) -> WorkFile:
    file = makers.archived(town, **{"keep_years": None} | changes)
    StoredFile.objects.update(state=StoredFile.State.CLEAN)
    return makers.fresh(file)


def requested(town: Town, file: WorkFile, who: str = "van") -> ArchivePackage:
    return ask_package(file=makers.fresh(file), by=town.actor(who), now=NOW)


def built(package: ArchivePackage) -> ArchivePackage:
    with tempfile.TemporaryFile() as out:
        return build_package(package=package, out=out, now=NOW)
