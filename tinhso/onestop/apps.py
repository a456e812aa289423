from django.apps import AppConfig


class OnestopConfig(AppConfig):
    name = "tinhso.onestop"
    label = "onestop"
    verbose_name = "Một cửa điện tử"

    def ready(self) -> None:
        # models can be read only once every app is there
        from tinhso.kernel.papers.public import declare_kind
        from tinhso.onestop.catalogue.result_forms.kinds import KINDS

        declare_kind(*KINDS)
