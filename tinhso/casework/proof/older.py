"""The tables whose rows are held against the log."""

from datetime import datetime

from django.apps import apps

from tinhso.casework.proof.reading import tables
from tinhso.kernel.events.public import comparisons, note_older_rows


def note_rows_of_older_programs(*, now: datetime) -> None:
    """For whoever brings the database to this program, before it records anything; done once for each table."""
    held = {apps.get_model(table.model)._meta.db_table for table in tables()}
    note_older_rows({*held, *(table for one in comparisons(slow=False) for table, _ in one.columns)}, now=now)
