from django.urls import URLPattern, URLResolver, path, re_path

from tinhso.opendata.views.catalogue import datasets
from tinhso.opendata.views.charts import (
    dataset_chart,
    dataset_chart_csv,
    dataset_map,
    embed_chart,
    embed_map,
)
from tinhso.opendata.views.ckan import ckan_action
from tinhso.opendata.views.dataset import dataset
from tinhso.opendata.views.dcat import (
    catalogue_by_wish,
    catalogue_graph,
    dataset_croissant,
    dataset_graph,
    dataset_schema_org,
)
from tinhso.opendata.views.feeds import dataset_feed, datasets_feed, datasets_sitemap
from tinhso.opendata.views.files import download
from tinhso.opendata.views.keeping import keep_datasets, move_dataset
from tinhso.opendata.views.sql import query

urlpatterns: list[URLPattern | URLResolver] = [
    path("sitemap.xml", datasets_sitemap, name="datasets_sitemap"),
    path("du-lieu/", datasets, name="datasets"),
    path("du-lieu/moi.<slug:kind>", datasets_feed, name="datasets_feed"),
    path("du-lieu/truy-van/", query, name="open_query"),
    path("du-lieu/<slug:slug>/", dataset, name="dataset"),
    path("du-lieu/<slug:slug>/tai-ve/<slug:kind>/", download, name="download_dataset"),
    path("du-lieu/<slug:slug>/phien-ban.<slug:kind>", dataset_feed, name="dataset_feed"),
    path("du-lieu/<slug:slug>/croissant.json", dataset_croissant, name="dataset_croissant"),
    path("du-lieu/<slug:slug>/schema-org.json", dataset_schema_org, name="dataset_schema_org"),
    path("du-lieu/<slug:slug>/bieu-do/", dataset_chart, name="dataset_chart"),
    path("du-lieu/<slug:slug>/bieu-do.csv", dataset_chart_csv, name="dataset_chart_csv"),
    path("du-lieu/<slug:slug>/ban-do/", dataset_map, name="dataset_map"),
    path("nhung/du-lieu/<slug:slug>/bieu-do/", embed_chart, name="embed_chart"),
    path("nhung/du-lieu/<slug:slug>/ban-do/", embed_map, name="embed_map"),
    path("du-lieu/<slug:slug>.<slug:kind>", dataset_graph, name="dataset_graph"),
    path("dcat/catalog", catalogue_by_wish, name="catalogue_by_wish"),
    path("dcat/catalog.<slug:kind>", catalogue_graph, name="catalogue_graph"),
    re_path(r"^api/(?:3/)?action/(?P<action>[a-z_]{1,60})$", ckan_action, name="ckan_action"),
    path("quan-tri/du-lieu-mo/", keep_datasets, name="keep_datasets"),
    path("quan-tri/du-lieu-mo/<slug:slug>/<slug:deed>/", move_dataset, name="move_dataset"),
]
