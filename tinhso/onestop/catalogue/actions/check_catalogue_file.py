"""Reads a file of procedures and reports what it would change; the catalogue stays as it is."""

from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.onestop.catalogue.files import read_file
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.catalogue.plan import Plan, plan
from tinhso.onestop.models import CatalogueImport

CHECKED_FILE_LIFE = timedelta(days=2)


@transaction.atomic
def check_catalogue_file(*, content: bytes, file_name: str, by: Actor, now: datetime) -> CatalogueImport:
    """A dry run, kept so that it can be applied. Raises: PermissionDenied and FileRefused.

    Checked files that nobody applied within two days are forgotten.
    """
    check_can_keep_catalogue(by)
    rows = read_file(content)
    CatalogueImport.objects.filter(applied_at__isnull=True, made_at__lt=now - CHECKED_FILE_LIFE).delete()
    return CatalogueImport.objects.create(
        file_name=file_name[:200],
        digest=sha256(content).hexdigest(),
        rows=rows,
        report=report_of(plan(rows, on=now.date())),
        made_by_id=by.user_id,
        made_at=now,
    )


def report_of(found: Plan) -> dict[str, Any]:
    """Counts, faults and the changed codes, as they are kept with the file."""
    return {
        "created": found.created,
        "changed": len(found.changes) - found.created,
        "versions": sum(change.content for change in found.changes),
        "unchanged": found.unchanged,
        "refused": len({fault.row for fault in found.faults}),
        "faults": [asdict(fault) for fault in found.faults],
        "codes": [change.values["code"] for change in found.changes],
    }
