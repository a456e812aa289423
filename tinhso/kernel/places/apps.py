from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "tinhso.kernel.places"
    label = "places"
    verbose_name = "Đơn vị hành chính"
