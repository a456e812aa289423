from django.urls import URLPattern, URLResolver, path

from tinhso.onestop.views import attach, dossier, files, fill, handling, review, signing, start

urlpatterns: list[URLPattern | URLResolver] = [
    path("ho-so/", dossier.my_dossiers, name="my_dossiers"),
    path("ho-so/nop/<str:code>/", start.start, name="start"),
    path("ho-so/<str:code>/", dossier.show_dossier, name="dossier"),
    path("ho-so/<str:code>/dien/<slug:step>/", fill.fill, name="fill"),
    path("ho-so/<str:code>/giay-to/", attach.attach, name="attach"),
    path("ho-so/<str:code>/giay-to/<int:pk>/bo/", attach.detach, name="detach"),
    path("ho-so/<str:code>/kiem-tra/", review.review, name="review"),
    path("ho-so/<str:code>/rut/", dossier.withdraw_dossier, name="withdraw"),
    path("ho-so/<str:code>/danh-gia/", dossier.rate_dossier, name="rate"),
    path("ho-so/<str:code>/tep/<int:pk>/", files.download_file, name="download_file"),
    path("ho-so/<str:code>/phieu/<int:pk>/", files.download_slip, name="download_slip"),
    path("ho-so/<str:code>/ket-qua/", files.download_result, name="download_result"),
    path("can-bo/cho-ky/", signing.show_signing, name="signing"),
    path("can-bo/hang-loat/", signing.bulk, name="bulk"),
    path("can-bo/ho-so/<str:code>/", handling.show_desk_dossier, name="desk_dossier"),
    path("can-bo/ho-so/<str:code>/tiep-nhan/", handling.accept, name="deed_accept"),
    path("can-bo/ho-so/<str:code>/chuyen/", handling.forward, name="deed_forward"),
    path("can-bo/ho-so/<str:code>/phan-cong/", handling.assign, name="deed_assign"),
    path("can-bo/ho-so/<str:code>/bo-sung/", handling.supplement, name="deed_supplement"),
    path("can-bo/ho-so/<str:code>/tu-choi/", handling.refuse, name="deed_refuse"),
    path("can-bo/ho-so/<str:code>/trinh-ky/", handling.decide, name="deed_decide"),
    path("can-bo/ho-so/<str:code>/tra-lai/", handling.return_, name="deed_return"),
    path("can-bo/ho-so/<str:code>/hen-lai/", handling.apologise_, name="deed_apologise"),
    path("can-bo/ho-so/<str:code>/y-kien/", handling.opinion, name="deed_opinion"),
    path("can-bo/ho-so/<str:code>/ky/", signing.sign, name="deed_sign"),
    path("can-bo/ho-so/<str:code>/phat-hanh/", signing.issue, name="deed_issue"),
    path("can-bo/ho-so/<str:code>/tra-ket-qua/", handling.hand_over, name="deed_hand_over"),
]
