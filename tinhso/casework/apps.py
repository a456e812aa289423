from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "tinhso.casework"
    label = "casework"
    verbose_name = "Việc có thời hạn"
