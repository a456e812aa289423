from django.urls import URLPattern, URLResolver, path

from tinhso.kernel.files.views.overview import overview
from tinhso.kernel.files.views.public_picture import public_picture
from tinhso.kernel.files.views.uploads import begin, finish, piece

app_name = "files"

urlpatterns: list[URLPattern | URLResolver] = [
    path("tep/", begin, name="begin_upload"),
    path("tep/<uuid:token>/", piece, name="upload_piece"),
    path("tep/<uuid:token>/xong/", finish, name="finish_upload"),
    path("anh/<str:version>/<str:size>.jpg", public_picture, name="public_picture"),
    path("quan-tri/tep/", overview, name="overview"),
]
