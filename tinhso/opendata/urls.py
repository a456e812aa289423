from django.urls import URLPattern, URLResolver, path, re_path

from tinhso.opendata.views.catalogue import dataset, datasets
from tinhso.opendata.views.ckan import ckan_action
from tinhso.opendata.views.dcat import catalogue_graph, dataset_graph
from tinhso.opendata.views.files import download
from tinhso.opendata.views.keeping import keep_datasets, move_dataset
from tinhso.opendata.views.sql import query

urlpatterns: list[URLPattern | URLResolver] = [
    path("du-lieu/", datasets, name="datasets"),
    path("du-lieu/truy-van/", query, name="open_query"),
    path("du-lieu/<slug:slug>/", dataset, name="dataset"),
    path("du-lieu/<slug:slug>/tai-ve/<slug:kind>/", download, name="download_dataset"),
    path("du-lieu/<slug:slug>.<slug:kind>", dataset_graph, name="dataset_graph"),
    path("dcat/catalog.<slug:kind>", catalogue_graph, name="catalogue_graph"),
    re_path(r"^api/(?:3/)?action/(?P<action>[a-z_]{1,60})$", ckan_action, name="ckan_action"),
    path("quan-tri/du-lieu-mo/", keep_datasets, name="keep_datasets"),
    path("quan-tri/du-lieu-mo/<slug:slug>/<slug:deed>/", move_dataset, name="move_dataset"),
]
