from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "tinhso.kernel.site"
    label = "site"
    verbose_name = "Trang và giao diện"
