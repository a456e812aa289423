from django.apps import AppConfig


class SecurityConfig(AppConfig):
    name = "tinhso.security"
    label = "security"
    verbose_name = "An toàn thông tin mạng"

    def ready(self) -> None:
        # models of the kernel must be loaded before kinds of papers are declared
        from tinhso.kernel.papers.public import declare_kind
        from tinhso.security.incidents.papers import paper_kind

        declare_kind(paper_kind())
