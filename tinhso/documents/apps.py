from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tinhso.documents"
    label = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        # models of the kernel must be loaded before kinds of papers are declared
        from tinhso.documents.copies.drawing import paper_kind
        from tinhso.documents.outgoing.drawing import paper_kinds
        from tinhso.kernel.papers.public import declare_kind

        declare_kind(*paper_kinds(), paper_kind())
