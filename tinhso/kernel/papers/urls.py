from django.urls import URLPattern, URLResolver, path

from tinhso.kernel.papers.views import paper_file, verify, verify_paper

urlpatterns: list[URLPattern | URLResolver] = [
    path("xac-minh/", verify.verify, name="verify"),
    path("xac-minh/<str:token>/", verify_paper.verify_paper, name="verify_paper"),
    path("xac-minh/<str:token>/tai-ve/", paper_file.paper_file, name="paper_file"),
]
