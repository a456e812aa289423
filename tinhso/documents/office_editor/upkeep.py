"""What a monitoring system, the doctor and its trial ask of the office suite."""

from collections.abc import Iterable, Mapping

from tinhso.documents.office_editor.discovery import EditorAway, ask_discovery, docx_action, editor_address
from tinhso.kernel.site.operation import Finding
from tinhso.kernel.site.trial import Deed, NotSetUp, Recipient, TrialFailed, not_reached

VARIABLE = "TINHSO_OFFICE_EDITOR"
NAME = "Bộ soạn thảo văn phòng"
WITHOUT = f"chưa kết nối ({VARIABLE}); dự thảo được tải xuống, sửa và nạp lại"


def editor_reached() -> Iterable[Finding]:
    """Whether the suite answers and edits DOCX."""
    base = editor_address()
    if not base:
        yield Finding(NAME, "note", WITHOUT)
        return
    try:
        docx_action(ask_discovery(base), base)
    except EditorAway as error:
        yield Finding(NAME, "wrong", f"{error}; dự thảo vẫn tải xuống, sửa và nạp lại được")
        return
    yield Finding(NAME, "good", "trả lời, sửa được DOCX")


def ask_editor(_recipient: Recipient) -> Mapping[str, Deed]:
    if not editor_address():
        raise NotSetUp(WITHOUT)
    return {"": _ask}


def _ask() -> str:
    base = editor_address()
    try:
        docx_action(ask_discovery(base), base)
    except EditorAway as error:
        if error.__cause__ is not None:
            raise not_reached(error, VARIABLE) from error
        raise TrialFailed(f"{error}: xem địa chỉ ở {VARIABLE}") from error
    return "trả lời, sửa được DOCX"
