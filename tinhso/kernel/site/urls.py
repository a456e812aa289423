from django.urls import URLPattern, URLResolver, path

from tinhso.kernel.site.views import components, crawlers, home, language, pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap/<slug:part>.xml", crawlers.sitemap_part, name="sitemap_part"),
    path(".well-known/security.txt", crawlers.security_txt, name="security_txt"),
    path("giao-dien/", components.components, name="components"),
    path("ngon-ngu/", language.choose_language, name="language"),
    path("tro-giup/", pages.help_page, name="help"),
    path("ho-tro-nguoi-khuyet-tat/", pages.accessibility, name="accessibility"),
    path("bao-ve-du-lieu-ca-nhan/", pages.privacy, name="privacy"),
]
