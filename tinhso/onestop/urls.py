from django.urls import URLPattern, URLResolver, path

from tinhso.onestop.views import catalogue

urlpatterns: list[URLPattern | URLResolver] = [
    path("thu-tuc/", catalogue.procedures, name="procedures"),
    path("thu-tuc/<str:code>/", catalogue.procedure, name="procedure"),
]
