from django.urls import URLPattern, URLResolver, path

from tinhso.indicators.views.entries import edit_entry, move_entry, show_completeness, show_due
from tinhso.indicators.views.entry_files import check_entry_file, export_entry
from tinhso.indicators.views.figures import show_figure, show_figures
from tinhso.indicators.views.published import (
    embed_figure,
    export_figure,
    export_figures,
    figures_feed,
    picture_figure,
)
from tinhso.indicators.views.rows import show_rows

REPORT = "can-bo/so-lieu/<slug:data_set>/<slug:agency>/<slug:period>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("so-lieu/", show_figures, name="figures"),
    path("so-lieu/<slug:address>/", show_figure, name="figure"),
    path("so-lieu/<slug:address>/dong/<int:number>/", show_rows, name="figure_rows"),
    path("so-lieu/moi.atom", figures_feed, name="figures_feed"),
    path("so-lieu/tat-ca.<str:kind>", export_figures, name="export_figures"),
    path("so-lieu/<slug:address>/nhung/", embed_figure, name="embed_figure"),
    path("so-lieu/<slug:address>/hinh.svg", picture_figure, name="picture_figure"),
    path("so-lieu/<slug:address>/tep.<str:kind>", export_figure, name="export_figure"),
    path("can-bo/so-lieu/", show_due, name="entries_due"),
    path("can-bo/so-lieu/<slug:data_set>/", show_completeness, name="completeness"),
    path(REPORT, edit_entry, name="entry"),
    path(f"{REPORT}kiem-tra-tep/", check_entry_file, name="check_entry_file"),
    path(f"{REPORT}tep.<slug:kind>", export_entry, name="export_entry"),
    path(f"{REPORT}<slug:deed>/", move_entry, name="move_entry"),
]
