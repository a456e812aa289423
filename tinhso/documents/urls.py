from django.urls import path

from tinhso.documents.registers.views import register

AT = "can-bo/van-ban/"

urlpatterns = [
    path(f"{AT}so-di/", register.show_register, name="document_register"),
    path(f"{AT}so-di/giu-so/", register.reserve, name="reserve_document_number"),
    path(f"{AT}so-di/<int:pk>/khong-dung/", register.release, name="release_document_number"),
]
