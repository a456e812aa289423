"""Ranks that others published, year by year, each with among how many and who said so."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tinhso.indicators.models import ExternalRank
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date

REFORM = (ExternalRank.Index.PAR, ExternalRank.Index.SIPAS, ExternalRank.Index.PAPI, ExternalRank.Index.PCI)


def rank_years(indexes: Sequence[str], caption: str) -> Table:
    """As each rank is told today, the newest year of an index first. One query."""
    found = ExternalRank.objects.standing().filter(index__in=indexes)
    columns = [
        Column(_("Chỉ số")),
        Column(_("Năm đánh giá"), number=True),
        Column(_("Thứ hạng"), number=True),
        Column(_("Nguồn")),
    ]
    ranks = sorted(found, key=lambda one: (list(indexes).index(one.index), -one.assessed_year))
    return Table(caption, columns, [_row(one) for one in ranks])


def _row(one: ExternalRank) -> list[Cell | str]:
    published = _("công bố ngày %(day)s") % {"day": vn_date(one.published_on)} if one.published_on else ""
    return [
        Cell(one.get_index_display(), small=one.version),
        str(one.assessed_year),
        Cell(
            f"{one.rank}/{one.n}" if one.n else str(one.rank),
            small="" if one.n else _("chưa biết trong bao nhiêu tỉnh"),
        ),
        Cell(one.source, small=published),
    ]
