from django.urls import URLPattern, URLResolver, path

from tinhso.kernel.search.views.everywhere import search_everywhere
from tinhso.kernel.search.views.synonyms import add, remove, synonyms

app_name = "search"

urlpatterns: list[URLPattern | URLResolver] = [
    path("tim-kiem/", search_everywhere, name="everywhere"),
    path("quan-tri/tu-dong-nghia/", synonyms, name="synonyms"),
    path("quan-tri/tu-dong-nghia/them/", add, name="add_synonym"),
    path("quan-tri/tu-dong-nghia/<int:synonym_id>/bo/", remove, name="remove_synonym"),
]
