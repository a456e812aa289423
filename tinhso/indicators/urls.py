from django.urls import URLPattern, URLResolver, path

from tinhso.indicators.views.figures import show_figure, show_figures
from tinhso.indicators.views.index import show_criterion, show_criterion_rows, show_index
from tinhso.indicators.views.rows import show_rows

urlpatterns: list[URLPattern | URLResolver] = [
    path("so-lieu/", show_figures, name="figures"),
    path("so-lieu/chi-so-766/", show_index, name="index"),
    path("so-lieu/chi-so-766/<slug:address>/", show_criterion, name="index_criterion"),
    path(
        "so-lieu/chi-so-766/<slug:address>/dong/<int:number>/",
        show_criterion_rows,
        name="index_criterion_rows",
    ),
    path("so-lieu/<slug:address>/", show_figure, name="figure"),
    path("so-lieu/<slug:address>/dong/<int:number>/", show_rows, name="figure_rows"),
]
