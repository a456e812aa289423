from django.urls import URLPattern, URLResolver, path, register_converter

from tinhso.citizen.desk.views import desk, inbox
from tinhso.citizen.information_urls import information_urlpatterns
from tinhso.citizen.intake.views import compose, outbox, wizard, wizard_contact, wizard_photo
from tinhso.citizen.life_urls import life_urlpatterns
from tinhso.citizen.open311.format import Format
from tinhso.citizen.open311.views import keys, open311
from tinhso.citizen.phone_app.views import app_files
from tinhso.citizen.public_pages.views import figures, map_tiles, maps, report_responses, reports
from tinhso.citizen.sender.views import sender

register_converter(Format, "fmt")

APP: list[URLPattern | URLResolver] = [
    path("manifest.webmanifest", app_files.manifest, name="app_manifest"),
    path("sw.js", app_files.worker, name="app_worker"),
    path("ngoai-tuyen/", app_files.offline, name="app_offline"),
    path("ung-dung/", app_files.about, name="app"),
    path("phan-anh/soan/", compose.compose, name="compose"),
    path("phan-anh/tren-may/", compose.outbox, name="outbox"),
    path("phan-anh/chia-se/", app_files.share_photos, name="share_photos"),
    path("ban-do/manh/<int:z>/<int:x>/<int:y>/", map_tiles.map_tile, name="map_tile"),
    path("phan-anh/ban-do/nen.json", compose.map_ground, name="map_ground"),
]
SEND: list[URLPattern | URLResolver] = [
    path("phan-anh/gui/", wizard.send_report, name="send_report"),
    path("phan-anh/gui/khoa/", outbox.outbox_key, name="outbox_key"),
    path("phan-anh/gui/tep/", outbox.outbox_photo, name="outbox_photo"),
    path("phan-anh/gui/don/", outbox.outbox_report, name="outbox_report"),
    path("phan-anh/gui/so-dien-thoai/", outbox.outbox_phone, name="outbox_phone"),
    path("phan-anh/gui/ma-xac-nhan/", outbox.outbox_code, name="outbox_code"),
    path("phan-anh/gui/<uuid:key>/anh/", wizard.send_photos, name="send_photos"),
    path("phan-anh/gui/<uuid:key>/anh/<int:photo>/", wizard.draft_photo, name="draft_photo"),
    path("phan-anh/gui/<uuid:key>/anh/<int:photo>/che/", wizard_photo.cover_photo, name="cover_draft_photo"),
    path("phan-anh/gui/<uuid:key>/anh/<int:photo>/bo/", wizard.drop_photo, name="drop_draft_photo"),
    path("phan-anh/gui/<uuid:key>/vi-tri/", wizard.send_place, name="send_place"),
    path("phan-anh/gui/<uuid:key>/noi-dung/", wizard.send_what, name="send_what"),
    path("phan-anh/gui/<uuid:key>/them/", wizard.send_details, name="send_details"),
    path("phan-anh/gui/<uuid:key>/lien-he/", wizard_contact.send_contact, name="send_contact"),
    path("phan-anh/gui/<uuid:key>/ma/", wizard_contact.send_code, name="send_code"),
    path("phan-anh/gui/<uuid:key>/bo/", wizard.discard, name="discard_report_draft"),
    path("phan-anh/<str:code>/da-gui/", wizard_contact.report_sent, name="report_sent"),
]
PUBLIC: list[URLPattern | URLResolver] = [
    path("phan-anh/", reports.reports, name="public_reports"),
    path("phan-anh/nhung/", reports.embedded, name="embedded_reports"),
    path("phan-anh/rss/", reports.feed, name="report_feed"),
    path("phan-anh/gan-toi/", maps.near_me, name="near_me"),
    path("phan-anh/ban-do/", maps.map_page, name="report_map_page"),
    path("phan-anh/ban-do.geojson", maps.map_points, name="report_map"),
    path("phan-anh/gan-day.json", maps.nearby_reports, name="nearby_reports"),
    path("phan-anh/thong-ke/", figures.report_figures, name="report_figures"),
    path("phan-anh/cua-toi/<str:token>/", sender.own_link, name="own_link"),
    path("phan-anh/<str:code>/", reports.report, name="report"),
    path("phan-anh/<str:code>/anh/<int:photo>/", reports.photo, name="report_photo"),
    path("phan-anh/<str:code>/theo-doi/", report_responses.follow, name="follow_report"),
    path("phan-anh/<str:code>/binh-luan/", report_responses.comment, name="comment_report"),
    path("phan-anh/<str:code>/cua-toi/", sender.own_part, name="own_part"),
    path("phan-anh/<str:code>/cua-toi/ma/", sender.own_code, name="own_code"),
    path("phan-anh/<str:code>/danh-gia/", report_responses.rate, name="rate_report"),
    path("phan-anh/<str:code>/mo-lai/", report_responses.reopen, name="reopen_report"),
    path("phan-anh/<str:code>/an-ten/", report_responses.hide_own_name, name="hide_own_name"),
    path("phan-anh/<str:code>/xoa-lien-he/", report_responses.forget_contact, name="forget_contact"),
    path("phan-anh/<str:code>/rut/", report_responses.withdraw, name="withdraw_report"),
]
DEEDS = ("route", "turn_down", "merge", "assign", "give_back", "answer", "publish", "send_back")
WORDS = {
    "route": "chuyen",
    "turn_down": "khong-tiep-nhan",
    "merge": "gop",
    "assign": "phan-cong",
    "give_back": "tra-dau-moi",
    "answer": "tra-loi",
    "publish": "dang-tra-loi",
    "send_back": "lam-ro",
}
DESK: list[URLPattern | URLResolver] = [
    path("can-bo/phan-anh/", inbox.inbox, name="report_inbox"),
    path("can-bo/phan-anh/moi/", inbox.enter_report, name="enter_report"),
    path("can-bo/phan-anh/khoa/", keys.keys, name="api_keys"),
    path("can-bo/phan-anh/khoa/<int:client>/", keys.decide_key, name="decide_api_key"),
    path("can-bo/phan-anh/binh-luan/<int:comment>/", inbox.comment, name="decide_comment"),
    path("can-bo/phan-anh/<str:code>/", desk.desk_report, name="desk_report"),
    path("can-bo/phan-anh/<str:code>/phieu/", inbox.report_slip, name="report_slip"),
    path("can-bo/phan-anh/<str:code>/anh/<int:photo>/", desk.desk_photo, name="desk_photo"),
    path("can-bo/phan-anh/<str:code>/anh/<int:photo>/dang/", inbox.withhold, name="withhold_photo"),
    path("can-bo/phan-anh/<str:code>/nguoi-gui/", desk.desk_contact, name="report_contact"),
    path("can-bo/phan-anh/<str:code>/dang/", inbox.show, name="show_report"),
    path("can-bo/phan-anh/<str:code>/an/", inbox.hide, name="hide_report"),
    path("can-bo/phan-anh/<str:code>/gop-y/", inbox.rating, name="decide_rating"),
    path("can-bo/phan-anh/<str:code>/xem-lai/", inbox.review, name="review_report"),
    *(
        path(f"can-bo/phan-anh/<str:code>/{WORDS[deed]}/", getattr(desk, deed), name=f"report_{deed}")
        for deed in DEEDS
    ),
]
OPEN311: list[URLPattern | URLResolver] = [
    path("open311/", keys.open311_page, name="open311"),
    path("open311/xin-khoa/", keys.ask_key, name="ask_api_key"),
    path("open311/khoa/<str:secret>/", keys.claim_key, name="claim_api_key"),
    path("open311/v2/discovery.<fmt:fmt>", open311.discovery, name="open311_discovery"),
    path("open311/v2/services.<fmt:fmt>", open311.services, name="open311_services"),
    path("open311/v2/services/<slug:code>.<fmt:fmt>", open311.service, name="open311_service"),
    path("open311/v2/requests.<fmt:fmt>", open311.service_requests, name="open311_requests"),
    path("open311/v2/requests/<slug:code>.<fmt:fmt>", open311.service_request, name="open311_request"),
    path("open311/v2/tokens/<slug:token>.<fmt:fmt>", open311.token, name="open311_token"),
    path("open311/v2/servicerequestupdates.<fmt:fmt>", open311.updates, name="open311_updates"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    *APP,
    *SEND,
    *PUBLIC,
    *DESK,
    *OPEN311,
    *life_urlpatterns,
    *information_urlpatterns,
]
