"""The addresses of access to information."""

from django.urls import URLPattern, URLResolver, path

from tinhso.citizen.information_access.views import desk, list_desk, mine, open_pages

DEEDS = {
    "accept": "tiep-nhan",
    "ask": "huong-dan-bo-sung",
    "complete": "ghi-bo-sung",
    "hand_on": "chuyen",
    "refuse": "tu-choi",
    "reply": "cung-cap",
    "costs": "chi-phi",
    "extend": "gia-han",
    "third_party": "ben-thu-ba",
    "attach": "them-tep",
    "publish": "cong-khai",
    "withhold": "khong-cong-khai",
    "lapse": "qua-han",
}
HERE, DESK = "tiep-can-thong-tin/", "can-bo/tiep-can-thong-tin/"
MINE, ANSWERED, LISTS = f"{HERE}cua-toi/", f"{HERE}da-tra-loi/", f"{HERE}phai-cong-khai/"
information_urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, open_pages.information_access, name="information_access"),
    path(f"{HERE}gui/", open_pages.new_information_request, name="new_information_request"),
    path(ANSWERED, open_pages.answered_information, name="answered_information"),
    path(f"{ANSWERED}rss.xml", open_pages.answered_information_rss, name="answered_information_rss"),
    path(f"{ANSWERED}<str:code>/", open_pages.published_information, name="published_information"),
    path(LISTS, open_pages.public_lists, name="public_information_lists"),
    path(f"{LISTS}<str:code>/", open_pages.public_list, name="public_information_list"),
    path(f"{MINE}<str:code>/", mine.my_information_request, name="my_information_request"),
    path(f"{MINE}<str:code>/bo-sung/", mine.add_to_information_request, name="add_to_information_request"),
    path(f"{MINE}<str:code>/rut/", mine.withdraw_information_request, name="withdraw_information_request"),
    path(f"{MINE}<str:code>/giay/<slug:form>/", mine.my_information_paper, name="my_information_paper"),
    path(f"{MINE}<str:code>/tep/<int:pk>/", mine.my_information_file, name="my_information_file"),
    path(DESK, desk.information_register, name="information_register"),
    path(f"{DESK}ghi/", desk.enter_information_request, name="enter_information_request"),
    path(f"{DESK}danh-muc/", list_desk.desk_public_list, name="desk_public_list"),
    path(f"{DESK}danh-muc/<int:pk>/bo/", list_desk.remove_public_entry, name="remove_public_entry"),
    path(f"{DESK}<str:code>/", desk.desk_information_request, name="desk_information_request"),
    path(f"{DESK}<str:code>/giay/<slug:form>/", desk.information_paper, name="information_paper"),
    path(f"{DESK}<str:code>/tep/<int:pk>/", desk.information_file, name="information_file"),
    *(
        path(f"{DESK}<str:code>/{words}/", getattr(desk, deed), name=f"information_{deed}")
        for deed, words in DEEDS.items()
    ),
]
