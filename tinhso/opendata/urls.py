from django.urls import URLPattern, URLResolver, include, path, re_path

from tinhso.opendata.catalogue.views.catalogue import datasets
from tinhso.opendata.catalogue.views.dcat import (
    catalogue_by_wish,
    catalogue_graph,
    dataset_croissant,
    dataset_graph,
    dataset_schema_org,
)
from tinhso.opendata.catalogue.views.feeds import dataset_feed, datasets_feed, datasets_sitemap
from tinhso.opendata.catalogue.views.series import series
from tinhso.opendata.charts.views.charts import (
    dataset_chart,
    dataset_chart_csv,
    dataset_map,
    embed_chart,
    embed_map,
)
from tinhso.opendata.charts.views.geojson import geojson_preview
from tinhso.opendata.charts.views.sql import forget_queries, query
from tinhso.opendata.ckan.views.addresses import (
    ckan_action_names,
    ckan_catalogue_graph,
    ckan_download,
    ckan_group,
    ckan_package,
    ckan_package_graph,
    ckan_packages,
    ckan_resource,
    ckan_version,
    datastore_dump,
)
from tinhso.opendata.ckan.views.ckan import ckan_action
from tinhso.opendata.dataset_page.views.changes import public_changes
from tinhso.opendata.dataset_page.views.dataset import dataset
from tinhso.opendata.dataset_page.views.files import download
from tinhso.opendata.dataset_page.views.follows import follow
from tinhso.opendata.dataset_page.views.renamed import follows_renames
from tinhso.opendata.national_portal.views.national import deliver_list, national_deliveries, replay
from tinhso.opendata.open_list.views.administration import keep_datasets, move_dataset
from tinhso.opendata.questions.views.questions import (
    answered_questions,
    ask,
    my_data_question,
    withdraw_question,
)
from tinhso.opendata.questions.views.reuses import my_reuse, new_reuse, reuses, withdraw_reuse
from tinhso.opendata.resources.views.resource_file import resource_file
from tinhso.opendata.stories.views.public_pages import data_stories, data_stories_feed, data_story

urlpatterns: list[URLPattern | URLResolver] = [
    path("du-lieu/sitemap.xml", datasets_sitemap, name="datasets_sitemap"),
    path("du-lieu/", datasets, name="datasets"),
    path("du-lieu/moi.<slug:kind>", datasets_feed, name="datasets_feed"),
    path("du-lieu/truy-van/", query, name="open_query"),
    path("du-lieu/truy-van/xoa-lich-su/", forget_queries, name="forget_queries"),
    path("du-lieu/hoi/", ask, name="ask_data"),
    path("du-lieu/hoi/<slug:code>/", my_data_question, name="my_data_question"),
    path("du-lieu/hoi/<slug:code>/rut/", withdraw_question, name="withdraw_question"),
    path("du-lieu/hoi-dap/", answered_questions, name="answered_questions"),
    path("du-lieu/cau-chuyen/", data_stories, name="data_stories"),
    path("du-lieu/cau-chuyen/moi.<slug:kind>", data_stories_feed, name="data_stories_feed"),
    path("du-lieu/cau-chuyen/<slug:slug>/", data_story, name="data_story"),
    path("du-lieu/ung-dung/", reuses, name="reuses"),
    path("du-lieu/ung-dung/gui/", new_reuse, name="new_reuse"),
    path("du-lieu/ung-dung/<slug:code>/", my_reuse, name="my_reuse"),
    path("du-lieu/ung-dung/<slug:code>/rut/", withdraw_reuse, name="withdraw_reuse"),
    path("du-lieu/<slug:slug>/theo-doi/", follow, name="follow_dataset"),
    path("du-lieu/<slug:slug>/", follows_renames(dataset), name="dataset"),
    path(
        "du-lieu/<slug:slug>/thay-doi/<int:number>/", follows_renames(public_changes), name="public_changes"
    ),
    path("du-lieu/<slug:slug>/tep/<uuid:uid>/", follows_renames(resource_file), name="resource_file"),
    path("du-lieu/<slug:slug>/tep/<uuid:uid>/xem/", follows_renames(geojson_preview), name="geojson_preview"),
    path("du-lieu/<slug:slug>/tai-ve/<slug:kind>/", follows_renames(download), name="download_dataset"),
    path("du-lieu/<slug:slug>/phien-ban.<slug:kind>", follows_renames(dataset_feed), name="dataset_feed"),
    path("du-lieu/<slug:slug>/croissant.json", follows_renames(dataset_croissant), name="dataset_croissant"),
    path(
        "du-lieu/<slug:slug>/schema-org.json", follows_renames(dataset_schema_org), name="dataset_schema_org"
    ),
    path("du-lieu/<slug:slug>/bieu-do/", follows_renames(dataset_chart), name="dataset_chart"),
    path("du-lieu/<slug:slug>/bieu-do.csv", follows_renames(dataset_chart_csv), name="dataset_chart_csv"),
    path("du-lieu/<slug:slug>/ban-do/", follows_renames(dataset_map), name="dataset_map"),
    path("nhung/du-lieu/<slug:slug>/bieu-do/", follows_renames(embed_chart), name="embed_chart"),
    path("nhung/du-lieu/<slug:slug>/ban-do/", follows_renames(embed_map), name="embed_map"),
    path("du-lieu/<slug:slug>.<slug:kind>", follows_renames(dataset_graph), name="dataset_graph"),
    path("chuoi/<slug:slug>/", series, name="series"),
    path("dcat/catalog", catalogue_by_wish, name="catalogue_by_wish"),
    path("dcat/catalog.<slug:kind>", catalogue_graph, name="catalogue_graph"),
    path("api/3/", ckan_version, name="ckan_version"),
    path("api/3/action/", ckan_action_names, name="ckan_action_names"),
    re_path(r"^api/(?:3/)?action/(?P<action>[a-z_]{1,60})/?$", ckan_action, name="ckan_action"),
    path("datastore/dump/<slug:resource_id>", datastore_dump, name="datastore_dump"),
    path("dataset/", ckan_packages, name="ckan_packages"),
    path("dataset/<slug:slug>/", ckan_package, name="ckan_package"),
    path("dataset/<slug:slug>/resource/<slug:resource_id>/", ckan_resource, name="ckan_resource"),
    path(
        "dataset/<slug:slug>/resource/<slug:resource_id>/download/",
        ckan_download,
        name="ckan_download_unnamed",
    ),
    path(
        "dataset/<slug:slug>/resource/<slug:resource_id>/download/<str:name>",
        ckan_download,
        name="ckan_download",
    ),
    path("dataset/<slug:slug>.<slug:kind>", ckan_package_graph, name="ckan_package_graph"),
    path("catalog.<slug:kind>", ckan_catalogue_graph, name="ckan_catalogue_graph"),
    re_path(
        r"^(?P<kind>organization|group)/(?:(?P<name>[-a-z0-9_]{1,80})/?)?$", ckan_group, name="ckan_group"
    ),
    path("can-bo/du-lieu-mo/", include("tinhso.opendata.publisher_urls")),
    path("quan-tri/du-lieu-mo/", keep_datasets, name="keep_datasets"),
    path("quan-tri/du-lieu-mo/cong-quoc-gia/", national_deliveries, name="national_deliveries"),
    path("quan-tri/du-lieu-mo/cong-quoc-gia/danh-muc/<int:list_id>/", deliver_list, name="deliver_list"),
    path("quan-tri/du-lieu-mo/cong-quoc-gia/<int:delivery_id>/gui-lai/", replay, name="replay_delivery"),
    path("quan-tri/du-lieu-mo/<slug:slug>/<slug:deed>/", move_dataset, name="move_dataset"),
]
