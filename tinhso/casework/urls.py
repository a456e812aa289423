from django.urls import URLPattern, URLResolver, path

from tinhso.casework.answer_templates.views.templates import (
    edit_template,
    new_template,
    retire,
    show_templates,
)
from tinhso.casework.calendar.views.calendar import calendar, recompute, unmark
from tinhso.casework.calendar.views.hours import desk_hours, hours
from tinhso.casework.corrections.views.corrections import (
    confirm_correction,
    drop_correction,
    show_corrections,
)
from tinhso.casework.finder.views.search import officer_search
from tinhso.casework.handover.views.absence import absences, back
from tinhso.casework.handover.views.handover import hand_on, show_holders
from tinhso.casework.opinions.views.opinion import answer_opinion, place_opinion, show_opinion
from tinhso.casework.proof.views.audit import show_audit, show_event
from tinhso.casework.proof.views.seal_heads import save_seal_heads, show_seal_heads
from tinhso.casework.radar.views.late_clocks import download_late_clocks, show_late_clocks
from tinhso.casework.radar.views.radar import show_radar
from tinhso.casework.tracking.views.track import show_track
from tinhso.casework.worklist.views.assign import assign_many
from tinhso.casework.worklist.views.open import open_scanned
from tinhso.casework.worklist.views.worklist import (
    keep_filter,
    remove_filter,
    show_worklist,
    worklist_counts,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("tra-cuu/", show_track, name="track"),
    path("can-bo/", show_worklist, name="worklist"),
    path("can-bo/dem/", worklist_counts, name="worklist_counts"),
    path("can-bo/bo-loc/", keep_filter, name="keep_filter"),
    path("can-bo/bo-loc/<int:pk>/bo/", remove_filter, name="remove_filter"),
    path("can-bo/phan-cong/", assign_many, name="assign_many"),
    path("can-bo/mo/", open_scanned, name="open_scanned"),
    path("can-bo/tim/", officer_search, name="officer_search"),
    path("can-bo/theo-doi/", show_radar, name="radar"),
    path("can-bo/theo-doi/sau-gio-hen/", show_late_clocks, name="late_clocks"),
    path("can-bo/theo-doi/sau-gio-hen/tep.csv", download_late_clocks, name="late_clocks_file"),
    path("can-bo/y-kien/<str:code>/", show_opinion, name="opinion"),
    path("can-bo/y-kien/<str:code>/tra-loi/", answer_opinion, name="answer-opinion"),
    path("can-bo/y-kien/<str:code>/mau/", place_opinion, name="opinion_template"),
    path("can-bo/vang-mat/", absences, name="absences"),
    path("can-bo/vang-mat/<int:pk>/ve/", back, name="end_absence"),
    path("can-bo/dinh-chinh/", show_corrections, name="corrections"),
    path("can-bo/dinh-chinh/<int:pk>/xac-nhan/", confirm_correction, name="confirm_correction"),
    path("can-bo/dinh-chinh/<int:pk>/khong/", drop_correction, name="drop_correction"),
    path("can-bo/ban-giao/", show_holders, name="holders"),
    path("can-bo/ban-giao/<int:pk>/", hand_on, name="hand_on"),
    path("can-bo/mau-tra-loi/", show_templates, name="answer_templates"),
    path("can-bo/mau-tra-loi/moi/", new_template, name="new_template"),
    path("can-bo/mau-tra-loi/<int:pk>/", edit_template, name="edit_template"),
    path("can-bo/mau-tra-loi/<int:pk>/thoi-dung/", retire, name="retire_template"),
    path("kiem-chung/", show_audit, name="audit"),
    path("kiem-chung/dau-chuoi/", show_seal_heads, name="seal_heads"),
    path("kiem-chung/dau-chuoi.txt", save_seal_heads, name="save_seal_heads"),
    path("kiem-chung/<int:pk>/", show_event, name="audited_event"),
    path("quan-tri/gio-lam-viec/", hours, name="hours"),
    path("quan-tri/gio-lam-viec/<str:code>/", desk_hours, name="desk-hours"),
    path("quan-tri/lich/", calendar, name="calendar"),
    path("quan-tri/lich/<int:pk>/bo/", unmark, name="unmark-day"),
    path("quan-tri/lich/tinh-lai/", recompute, name="recompute-due"),
]
