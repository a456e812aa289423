from django.urls import URLPattern, URLResolver, path

from tinhso.kernel.notices.views.inbox import inbox, open_notice, read_all
from tinhso.kernel.notices.views.settings import settings
from tinhso.kernel.notices.views.trial import trial

app_name = "notices"

urlpatterns: list[URLPattern | URLResolver] = [
    path("thong-bao/", inbox, name="inbox"),
    path("thong-bao/da-doc/", read_all, name="read_all"),
    path("thong-bao/cai-dat/", settings, name="settings"),
    path("thong-bao/cai-dat/gui-thu/", trial, name="trial"),
    path("thong-bao/<uuid:notice_id>/mo/", open_notice, name="open"),
]
