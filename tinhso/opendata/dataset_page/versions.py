"""Which version of which table of a dataset an address means."""

from django.http import Http404, HttpRequest

from tinhso.opendata.dataset.table_names import PARAMETER
from tinhso.opendata.models import Dataset, DataTable, DataVersion
from tinhso.opendata.models.data_table import FIRST


class TableIsWithdrawn(Http404):
    """The table was there and is not shown any more: the address answers 410."""


def version_of(request: HttpRequest, found: Dataset) -> DataVersion:
    """The version with the number that the address names (`phien-ban`), else the present one of the table that it names
    (`bang`), else of the first; with its `table`. Http404, TableIsWithdrawn."""
    number = _number(request.GET.get("phien-ban", ""))
    if number is not None:
        version = found.versions.filter(number=number).select_related("table").first()
        if version is None:
            raise Http404
        _check_shown(version.table)
        return version
    wanted = _number(request.GET.get(PARAMETER, "")) or FIRST
    table = next((one for one in found.tables.all() if one.number == wanted), None)
    if table is None:
        raise Http404
    _check_shown(table)
    version = found.current if table.is_first else table.current
    assert version is not None
    version.table = table
    return version


def _number(asked: str) -> int | None:
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 8):
        raise Http404
    return int(asked)


def _check_shown(table: DataTable) -> None:
    if table.state == DataTable.State.WITHDRAWN:
        raise TableIsWithdrawn
    if table.state != DataTable.State.PUBLISHED:
        raise Http404
