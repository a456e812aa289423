from django.urls import URLPattern, URLResolver, path

from tinhso.citizen.life_urls import life_urlpatterns
from tinhso.citizen.views import app_files, compose, outbox, reports, wizard, wizard_contact

urlpatterns: list[URLPattern | URLResolver] = [
    path("manifest.webmanifest", app_files.manifest, name="app_manifest"),
    path("sw.js", app_files.worker, name="app_worker"),
    path("ngoai-tuyen/", app_files.offline, name="app_offline"),
    path("ung-dung/", app_files.about, name="app"),
    path("phan-anh/", reports.reports, name="reports"),
    path("phan-anh/soan/", compose.compose, name="compose"),
    path("phan-anh/chia-se/", app_files.share_photos, name="share_photos"),
    path("phan-anh/ban-do/nen.json", compose.map_ground, name="map_ground"),
    path("phan-anh/gui/", wizard.send_report, name="send_report"),
    path("phan-anh/gui/khoa/", outbox.outbox_key, name="outbox_key"),
    path("phan-anh/gui/tep/", outbox.outbox_photo, name="outbox_photo"),
    path("phan-anh/gui/don/", outbox.outbox_report, name="outbox_report"),
    path("phan-anh/gui/so-dien-thoai/", outbox.outbox_phone, name="outbox_phone"),
    path("phan-anh/gui/ma-xac-nhan/", outbox.outbox_code, name="outbox_code"),
    path("phan-anh/gui/<uuid:key>/anh/", wizard.send_photos, name="send_photos"),
    path("phan-anh/gui/<uuid:key>/anh/<int:photo>/", wizard.draft_photo, name="draft_photo"),
    path("phan-anh/gui/<uuid:key>/anh/<int:photo>/bo/", wizard.drop_photo, name="drop_draft_photo"),
    path("phan-anh/gui/<uuid:key>/vi-tri/", wizard.send_place, name="send_place"),
    path("phan-anh/gui/<uuid:key>/noi-dung/", wizard.send_what, name="send_what"),
    path("phan-anh/gui/<uuid:key>/them/", wizard.send_details, name="send_details"),
    path("phan-anh/gui/<uuid:key>/lien-he/", wizard_contact.send_contact, name="send_contact"),
    path("phan-anh/gui/<uuid:key>/ma/", wizard_contact.send_code, name="send_code"),
    path("phan-anh/gui/<uuid:key>/bo/", wizard.discard, name="discard_report_draft"),
    path("phan-anh/<str:code>/da-gui/", wizard_contact.report_sent, name="report_sent"),
    path("phan-anh/<str:code>/", reports.report, name="report"),
    path("phan-anh/<str:code>/anh/<int:photo>/", reports.photo, name="report_photo"),
    path("can-bo/phan-anh/<str:code>/", reports.desk_report, name="desk_report"),
    *life_urlpatterns,
]
