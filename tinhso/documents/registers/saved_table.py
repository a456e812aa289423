"""A register, list or report of an agency as a file to save: CSV, or a PDF that the system prints and nobody signs."""

from collections.abc import Sequence

from django.http import HttpResponse

from tinhso.documents.pages.places import place_name
from tinhso.documents.registers.register_page import table_pdf
from tinhso.kernel.people.public import Actor, Agency
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Table

WAYS_TO_SAVE = ("csv", "pdf")


def saved_table(
    table: Table, way: str, by: Actor, *, name: str, title: str, subject: str, widths: Sequence[float]
) -> HttpResponse:
    """`way` is one of `WAYS_TO_SAVE`, `name` that of the file without its ending. One query for a PDF."""
    if way == "csv":
        answer = HttpResponse("\ufeff" + table.as_csv(), content_type="text/csv; charset=utf-8")
    else:
        agency = Agency.objects.select_related("parent", "unit").get(pk=by.agency_id or 0)
        place = place_name(agency, clock.today())
        pdf = table_pdf(
            table, agency, title=title, subject=subject, widths=widths, place=place, now=clock.now()
        )
        answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.{way}"'
    return answer
