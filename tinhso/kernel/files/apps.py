from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "tinhso.kernel.files"
    label = "files"
    verbose_name = "Tệp"
