"""Whoever loads the demo again with the same number gets the same dossiers. Apart from the tests of a loaded demo: here
the tables begin empty."""

from datetime import datetime

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tinhso.demo.citizen.reports import create_reports
from tinhso.demo.load import OPENS_ON, heads_agencies, load_people
from tinhso.demo.onestop.dossiers import create_dossiers
from tinhso.kernel.site.models import Instance

SETTLED = (  # tasks of plans bear the number of their plan's row, and the cast's own rows the moment of loading
    "select md5(string_agg(code || coalesce(settled_at::text, ''), ',' order by code)) from casework_case"
    " where kind in ('dossier', 'report')"
)


@pytest.mark.long
def test_the_same_number_gives_the_same_dossiers(db):
    """Dossiers and reports alone, twice over the same people: whole loads hold two of everything in one process."""
    now = datetime.fromisoformat(OPENS_ON)
    words = {"name": "Bản trình diễn", "owner": "UBND", "province_code": "38", "ident_code": "H56"}
    Instance.objects.create(pk=1, demo=True, clock_offset=now - timezone.now(), **words)
    load_people(now)
    sums: list[tuple[str | None]] = []
    for _ in range(2):
        mark = transaction.savepoint()
        create_dossiers(200, seats=heads_agencies(now), now=now)
        create_reports(200, now=now)
        with connection.cursor() as cursor:
            cursor.execute(SETTLED)
            sums += cursor.fetchall()
        transaction.savepoint_rollback(mark)
    assert sums[0] == sums[1] != (None,)
