"""The addresses of feedback, complaints, alerts, look-ups and what is one's own."""

from django.urls import URLPattern, URLResolver, path

from tinhso.citizen.alerts.views import alerts
from tinhso.citizen.alerts.views import desk as alerts_desk
from tinhso.citizen.complaints.views import complaints, denunciation_removal
from tinhso.citizen.complaints.views import where_to_complain as complaint_doors
from tinhso.citizen.feedback.views import desk as feedback_desk
from tinhso.citizen.feedback.views import feedback
from tinhso.citizen.phone_app.views import look_up, my_things
from tinhso.citizen.reception_urls import reception_urlpatterns

life_urlpatterns: list[URLPattern | URLResolver] = [
    path("kien-nghi/", feedback.feedback_list, name="feedback"),
    path("kien-nghi/gui/", feedback.new_feedback, name="new_feedback"),
    path("kien-nghi/<str:code>/", feedback.published_feedback, name="published_feedback"),
    path("kien-nghi/<str:code>/cua-toi/", feedback.my_feedback, name="my_feedback"),
    path("kien-nghi/<str:code>/bo-sung/", feedback.add_to_feedback, name="add_to_feedback"),
    path("kien-nghi/<str:code>/danh-gia/", feedback.rate_feedback, name="rate_feedback"),
    path("kien-nghi/<str:code>/rut/", feedback.withdraw_feedback, name="withdraw_feedback"),
    path("can-bo/kien-nghi/", feedback_desk.feedback_register, name="feedback_register"),
    path("can-bo/kien-nghi/ghi/", feedback_desk.enter_feedback, name="enter_feedback"),
    path("can-bo/kien-nghi/<str:code>/", feedback_desk.desk_feedback, name="desk_feedback"),
    path("can-bo/kien-nghi/<str:code>/tiep-nhan/", feedback_desk.take, name="feedback_take"),
    path("can-bo/kien-nghi/<str:code>/yeu-cau-bo-sung/", feedback_desk.ask, name="feedback_ask"),
    path("can-bo/kien-nghi/<str:code>/khong-tiep-nhan/", feedback_desk.refuse, name="feedback_refuse"),
    path("can-bo/kien-nghi/<str:code>/qua-han/", feedback_desk.lapse, name="feedback_lapse"),
    path("can-bo/kien-nghi/<str:code>/tra-loi/", feedback_desk.reply, name="feedback_reply"),
    path("can-bo/kien-nghi/<str:code>/cong-khai/", feedback_desk.publish, name="feedback_publish"),
    path("can-bo/kien-nghi/<str:code>/khong-cong-khai/", feedback_desk.withhold, name="feedback_withhold"),
    path("khieu-nai-to-cao/", complaint_doors.complaints, name="complaints"),
    path("khieu-nai-to-cao/khieu-nai/", complaint_doors.new_complaint, name="new_complaint"),
    path("khieu-nai-to-cao/to-cao/", complaint_doors.denunciation, name="denunciation"),
    path("khieu-nai-to-cao/<str:code>/", complaints.my_complaint, name="my_complaint"),
    path("can-bo/khieu-nai-to-cao/", complaints.complaint_register, name="complaint_register"),
    path("can-bo/khieu-nai-to-cao/ghi/", complaints.enter_complaint, name="enter_complaint"),
    path("can-bo/khieu-nai-to-cao/ghi-to-cao/", complaints.enter_denunciation, name="enter_denunciation"),
    path("can-bo/khieu-nai-to-cao/chuyen/<str:code>/", complaints.set_apart, name="set_apart"),
    path(
        "can-bo/khieu-nai-to-cao/chuyen/<str:code>/in/",
        denunciation_removal.print_before,
        name="print_before",
    ),
    path("can-bo/khieu-nai-to-cao/<str:code>/in/", denunciation_removal.print_stored, name="print_kept"),
    path(
        "can-bo/khieu-nai-to-cao/<str:code>/chuyen-ra/",
        denunciation_removal.move_out,
        name="complaint_move_out",
    ),
    path("can-bo/khieu-nai-to-cao/<str:code>/", complaints.desk_complaint, name="desk_complaint"),
    path(
        "can-bo/khieu-nai-to-cao/<str:code>/nguoi-gui/",
        complaints.show_complainant,
        name="show_complainant",
    ),
    path(
        "can-bo/khieu-nai-to-cao/<str:code>/tep/<int:pk>/", complaints.complaint_file, name="complaint_file"
    ),
    path("can-bo/khieu-nai-to-cao/<str:code>/thu-ly/", complaints.accept, name="complaint_accept"),
    path("can-bo/khieu-nai-to-cao/<str:code>/khong-thu-ly/", complaints.refuse, name="complaint_refuse"),
    path("can-bo/khieu-nai-to-cao/<str:code>/ket-luan/", complaints.resolve, name="complaint_resolve"),
    *reception_urlpatterns,
    path("canh-bao/", alerts.alerts, name="alerts"),
    path("canh-bao/noi-nhan/", alerts.alert_places, name="alert_places"),
    path("canh-bao/cap.atom", alerts.cap_index, name="cap_index"),
    path("canh-bao/rss.xml", alerts.alerts_rss, name="alerts_rss"),
    path("canh-bao/<str:code>/", alerts.alert, name="alert"),
    path("canh-bao/<str:code>/cap.xml", alerts.alert_cap, name="alert_cap"),
    path("can-bo/canh-bao/", alerts_desk.desk_alerts, name="desk_alerts"),
    path("can-bo/canh-bao/soan/", alerts_desk.new_alert, name="new_alert"),
    path("can-bo/canh-bao/<str:code>/", alerts_desk.desk_alert, name="desk_alert"),
    path("can-bo/canh-bao/<str:code>/thay/", alerts_desk.new_alert, name="replace_alert"),
    path("can-bo/canh-bao/<str:code>/duyet/", alerts_desk.approve, name="approve_alert"),
    path("can-bo/canh-bao/<str:code>/huy/", alerts_desk.cancel, name="cancel_alert"),
    path("can-bo/canh-bao/<str:code>/gui-thu/", alerts_desk.try_alert, name="try_alert"),
    path("so-khan-cap/", look_up.emergency, name="emergency"),
    path("danh-ba/", look_up.agencies, name="agency_list"),
    path("danh-ba/<str:code>/", look_up.agency, name="agency_page"),
    path("cua-toi/", my_things.my_things, name="my_things"),
    path("tien-ich/", look_up.everything, name="look_ups"),
]
