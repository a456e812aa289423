"""Addresses of the publisher's side, under `/can-bo/du-lieu-mo/`."""

from django.urls import URLPattern, URLResolver, path

from tinhso.opendata.ckan.views.tokens import api_tokens, revoke_api_token
from tinhso.opendata.dataset_page.views.changes import version_changes
from tinhso.opendata.harvest.views.harvest import harvest_source, harvest_sources
from tinhso.opendata.intakes.views.intakes import (
    begin_pieces,
    intake,
    intake_file,
    intake_state,
    move_intake,
    piece,
    restore,
    send_file,
    send_link,
)
from tinhso.opendata.publishing.views.publishing import (
    edit_dataset,
    edition,
    end_table,
    move_edition,
    new_dataset,
    new_table,
    own_dataset_page,
    own_open_data,
    read_resource,
    schema,
)
from tinhso.opendata.questions.views.desk import (
    asked_register,
    data_question,
    desk_reuse,
    question_deed,
    reuse_deed,
    take_down,
)
from tinhso.opendata.resources.views.resource_file import own_resource_file
from tinhso.opendata.resources.views.resources import move_resource, own_resources
from tinhso.opendata.stories.views.desk import (
    agency_stories,
    begin_correction,
    end_story,
    end_story_picture,
    move_story,
    new_story,
    story_desk,
    story_picture,
)
from tinhso.opendata.stories.views.editor import add_story_picture, edit_story
from tinhso.opendata.upkeep.views.upkeep import upkeep

urlpatterns: list[URLPattern | URLResolver] = [
    path("", own_open_data, name="own_open_data"),
    path("tao/", new_dataset, name="new_dataset"),
    path("nhan/<uuid:intake_id>/", intake, name="intake"),
    path("nhan/<uuid:intake_id>/tinh-trang/", intake_state, name="intake_state"),
    path("nhan/<uuid:intake_id>/manh/", piece, name="intake_piece"),
    path("nhan/<uuid:intake_id>/tep/<slug:which>/", intake_file, name="intake_file"),
    path("nhan/<uuid:intake_id>/<slug:deed>/", move_intake, name="move_intake"),
    path("khoa/", api_tokens, name="api_tokens"),
    path("khoa/<int:token_id>/thu-hoi/", revoke_api_token, name="revoke_api_token"),
    path("viec/<slug:code>/", upkeep, name="upkeep"),
    path("hoi/", asked_register, name="asked_register"),
    path("hoi/<slug:code>/", data_question, name="data_question"),
    path("hoi/<slug:code>/<slug:deed>/", question_deed, name="question_deed"),
    path("ung-dung/<slug:code>/", desk_reuse, name="desk_reuse"),
    path("ung-dung/<slug:code>/go/", take_down, name="take_down_reuse"),
    path("ung-dung/<slug:code>/<slug:deed>/", reuse_deed, name="reuse_deed"),
    path("nguon/", harvest_sources, name="harvest_sources"),
    path("nguon/<int:source_id>/", harvest_source, name="harvest_source"),
    path("cau-chuyen/", agency_stories, name="agency_stories"),
    path("cau-chuyen/viet/", new_story, name="new_story"),
    path("cau-chuyen/<slug:slug>/", story_desk, name="story_desk"),
    path("cau-chuyen/<slug:slug>/sua/", edit_story, name="edit_story"),
    path("cau-chuyen/<slug:slug>/them-anh/", add_story_picture, name="add_story_picture"),
    path("cau-chuyen/<slug:slug>/anh/<int:picture_id>/", story_picture, name="story_picture"),
    path("cau-chuyen/<slug:slug>/anh/<int:picture_id>/go/", end_story_picture, name="hide_story_picture"),
    path("cau-chuyen/<slug:slug>/dinh-chinh/", begin_correction, name="correct_story"),
    path("cau-chuyen/<slug:slug>/go/", end_story, name="withdraw_story"),
    path("cau-chuyen/<slug:slug>/ban/<int:number>/<slug:deed>/", move_story, name="move_story"),
    path("<slug:slug>/", own_dataset_page, name="own_dataset"),
    path("<slug:slug>/sua/", edit_dataset, name="edit_dataset"),
    path("<slug:slug>/bang/", new_table, name="new_table"),
    path("<slug:slug>/bang/<int:number>/thoi-cong-bo/", end_table, name="end_table"),
    path("<slug:slug>/luoc-do/", schema, name="dataset_schema"),
    path("<slug:slug>/gui-tep/", send_file, name="send_file"),
    path("<slug:slug>/gui-manh/", begin_pieces, name="begin_pieces"),
    path("<slug:slug>/lien-ket/", send_link, name="send_link"),
    path("<slug:slug>/kem-theo/", own_resources, name="own_resources"),
    path("<slug:slug>/kem-theo/<uuid:uid>/thanh-bang/", read_resource, name="resource_to_table"),
    path("<slug:slug>/kem-theo/<uuid:uid>/tep/", own_resource_file, name="own_resource_file"),
    path("<slug:slug>/kem-theo/<uuid:uid>/<slug:deed>/", move_resource, name="move_resource"),
    path("<slug:slug>/mo-ta/<int:number>/", edition, name="edition"),
    path("<slug:slug>/mo-ta/<int:number>/<slug:deed>/", move_edition, name="move_edition"),
    path("<slug:slug>/phien-ban/<int:number>/", version_changes, name="version_changes"),
    path("<slug:slug>/phien-ban/<int:number>/khoi-phuc/", restore, name="restore_version"),
]
