from django.urls import URLPattern, URLResolver, include, path, re_path

from tinhso.opendata.views.catalogue import dataset, datasets
from tinhso.opendata.views.changes import public_changes
from tinhso.opendata.views.ckan import ckan_action
from tinhso.opendata.views.dcat import catalogue_graph, dataset_graph
from tinhso.opendata.views.files import download
from tinhso.opendata.views.keeping import keep_datasets, move_dataset
from tinhso.opendata.views.national import deliver_list, national_deliveries, replay
from tinhso.opendata.views.renamed import follows_renames
from tinhso.opendata.views.sql import query

urlpatterns: list[URLPattern | URLResolver] = [
    path("du-lieu/", datasets, name="datasets"),
    path("du-lieu/truy-van/", query, name="open_query"),
    path("du-lieu/<slug:slug>/", follows_renames(dataset), name="dataset"),
    path(
        "du-lieu/<slug:slug>/thay-doi/<int:number>/", follows_renames(public_changes), name="public_changes"
    ),
    path("du-lieu/<slug:slug>/tai-ve/<slug:kind>/", follows_renames(download), name="download_dataset"),
    path("du-lieu/<slug:slug>.<slug:kind>", follows_renames(dataset_graph), name="dataset_graph"),
    path("dcat/catalog.<slug:kind>", catalogue_graph, name="catalogue_graph"),
    re_path(r"^api/(?:3/)?action/(?P<action>[a-z_]{1,60})$", ckan_action, name="ckan_action"),
    path("can-bo/du-lieu-mo/", include("tinhso.opendata.publisher_urls")),
    path("quan-tri/du-lieu-mo/", keep_datasets, name="keep_datasets"),
    path("quan-tri/du-lieu-mo/cong-quoc-gia/", national_deliveries, name="national_deliveries"),
    path("quan-tri/du-lieu-mo/cong-quoc-gia/danh-muc/<int:list_id>/", deliver_list, name="deliver_list"),
    path("quan-tri/du-lieu-mo/cong-quoc-gia/<int:delivery_id>/gui-lai/", replay, name="replay_delivery"),
    path("quan-tri/du-lieu-mo/<slug:slug>/<slug:deed>/", move_dataset, name="move_dataset"),
]
