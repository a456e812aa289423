from django.urls import URLPattern, URLResolver, path

from tinhso.casework.views.calendar import calendar, recompute, unmark

urlpatterns: list[URLPattern | URLResolver] = [
    path("quan-tri/lich/", calendar, name="calendar"),
    path("quan-tri/lich/<int:pk>/bo/", unmark, name="unmark_day"),
    path("quan-tri/lich/tinh-lai/", recompute, name="recompute_due"),
]
