"""The addresses of receptions of citizens."""

from django.urls import URLPattern, URLResolver, path

from tinhso.citizen.reception.views import booking, calendar, desk, phone, schedule

reception_urlpatterns: list[URLPattern | URLResolver] = [
    path("tiep-cong-dan/", calendar.receptions, name="receptions"),
    path("tiep-cong-dan/cua-toi/", booking.my_receptions, name="my_receptions"),
    path("tiep-cong-dan/cua-toi/<int:pk>/huy/", booking.cancel_reception, name="cancel_reception"),
    path("tiep-cong-dan/cua-toi/<int:pk>/doi/", booking.move_reception, name="move_reception"),
    path("tiep-cong-dan/ngay/<int:pk>/", booking.reception_day, name="reception_day"),
    path("tiep-cong-dan/ngay/<int:pk>/so-dien-thoai/", phone.reception_phone, name="reception_phone"),
    path("tiep-cong-dan/ngay/<int:pk>/ma/", phone.reception_code, name="reception_code"),
    path("tiep-cong-dan/co-quan/<str:code>/", calendar.reception_agency, name="reception_agency"),
    path("can-bo/tiep-cong-dan/", desk.reception_desk, name="reception_desk"),
    path("can-bo/tiep-cong-dan/lich/", schedule.reception_schedule, name="reception_schedule"),
    path("can-bo/tiep-cong-dan/truc/<int:pk>/", desk.duty_day, name="reception_duty"),
    path("can-bo/tiep-cong-dan/khach/<int:pk>/ket-qua/", desk.visit_outcome, name="reception_visit_outcome"),
    path("can-bo/tiep-cong-dan/khach/<int:pk>/<slug:deed>/", desk.visit_deed, name="reception_visit_deed"),
    path("can-bo/tiep-cong-dan/ngay/<int:pk>/cap-so/", desk.walk_in, name="reception_walk_in"),
    path("can-bo/tiep-cong-dan/ngay/<int:pk>/thay-doi/", schedule.change_reception, name="change_reception"),
    path("can-bo/tiep-cong-dan/ngay/<int:pk>/ket-thuc/", desk.close_reception, name="close_reception"),
]
