from django.urls import URLPattern, URLResolver, path

from tinhso.indicators.views.executive import add_note, show_agencies, show_board
from tinhso.indicators.views.figures import show_figure, show_figures
from tinhso.indicators.views.reports import (
    add_comment,
    download_report,
    move_report,
    show_report,
    show_reports,
)
from tinhso.indicators.views.rows import show_rows

urlpatterns: list[URLPattern | URLResolver] = [
    path("so-lieu/", show_figures, name="figures"),
    path("so-lieu/bao-cao/", show_reports, name="reports"),
    path("so-lieu/bao-cao/<int:year>/", show_report, name="report"),
    path("so-lieu/bao-cao/<int:year>/tep/<slug:kind>/", download_report, name="report_file"),
    path("so-lieu/<slug:address>/", show_figure, name="figure"),
    path("so-lieu/<slug:address>/dong/<int:number>/", show_rows, name="figure_rows"),
    path("can-bo/bao-cao/<int:year>/gop-y/", add_comment, name="comment_report"),
    path("can-bo/bao-cao/<int:year>/<slug:deed>/", move_report, name="move_report"),
    path("can-bo/so-lieu/<slug:address>/ghi-chu/", add_note, name="annotate_figure"),
    path("dieu-hanh/", show_board, name="executive"),
    path("dieu-hanh/<slug:address>/", show_agencies, name="executive_agencies"),
]
