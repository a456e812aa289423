from django.urls import URLPattern, URLResolver, path

from tinhso.kernel.notices.views.devices import add, remove, worker
from tinhso.kernel.notices.views.inbox import inbox, open_notice, read_all
from tinhso.kernel.notices.views.settings import settings
from tinhso.kernel.notices.views.sms_in import sms_in, sms_trial
from tinhso.kernel.notices.views.trial import trial

app_name = "notices"

urlpatterns: list[URLPattern | URLResolver] = [
    path("thong-bao/", inbox, name="inbox"),
    path("thong-bao/da-doc/", read_all, name="read_all"),
    path("thong-bao/cai-dat/", settings, name="settings"),
    path("thong-bao/cai-dat/gui-thu/", trial, name="trial"),
    path("thong-bao/cai-dat/may/", add, name="add_device"),
    path("thong-bao/cai-dat/may/<int:device_id>/bo/", remove, name="remove_device"),
    path("tin-nhan/den/", sms_in, name="sms_in"),
    path("tin-nhan/thu/", sms_trial, name="sms_trial"),
    path("sw-thong-bao.js", worker, name="push_worker"),
    path("thong-bao/<uuid:notice_id>/mo/", open_notice, name="open"),
]
