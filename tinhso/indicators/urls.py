from django.urls import URLPattern, URLResolver, path

from tinhso.indicators.views.figures import show_figure, show_figures
from tinhso.indicators.views.rows import show_rows

urlpatterns: list[URLPattern | URLResolver] = [
    path("so-lieu/", show_figures, name="figures"),
    path("so-lieu/<slug:address>/", show_figure, name="figure"),
    path("so-lieu/<slug:address>/dong/<int:number>/", show_rows, name="figure_rows"),
]
