from django.apps import AppConfig


class CitizenConfig(AppConfig):
    name = "tinhso.citizen"
    label = "citizen"
    verbose_name = "Ứng dụng công dân"
