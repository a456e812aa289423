"""The addresses of a demo: those of the program, and the page that sets the clock."""

from django.urls import include, path

from tinhso.config.urls import handler400, handler403, handler404, handler500, urlpatterns

urlpatterns = [*urlpatterns, path("", include("tinhso.demo.urls"))]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
