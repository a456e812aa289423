from django.urls import URLPattern, URLResolver, path

from tinhso.kernel.site.views import components, home, language, pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("giao-dien/", components.components, name="components"),
    path("ngon-ngu/", language.choose_language, name="language"),
    path("tro-giup/", pages.help_page, name="help"),
    path("ho-tro-nguoi-khuyet-tat/", pages.accessibility, name="accessibility"),
    path("bao-ve-du-lieu-ca-nhan/", pages.privacy, name="privacy"),
]
