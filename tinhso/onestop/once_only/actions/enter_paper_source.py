from datetime import datetime

from django.db import IntegrityError, transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.exchange.operations import TemplateRefused, operation
from tinhso.onestop.catalogue.papers import papers_of
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import NoVersion, PaperSource, Procedure, ProcedureVersion
from tinhso.onestop.once_only.events import PaperSourceEntered
from tinhso.onestop.once_only.terms import SourceTerms


class BadPaperSource(ValueError):
    """It cannot be entered; `field` is the input that is wrong, the message is for the screen."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


@transaction.atomic
def enter_paper_source(*, procedure: Procedure, terms: SourceTerms, by: Actor, now: datetime) -> PaperSource:
    """From `valid_from` a source stands in for one paper of a procedure, once another keeper approved the line.

    Raises: PermissionDenied, BadPaperSource.
    """
    check_can_keep_catalogue(by)
    _check_paper(procedure, terms)
    _check_address(terms)
    if terms.valid_to is not None and terms.valid_to <= terms.valid_from:
        raise BadPaperSource("valid_to", "Ngày hết hiệu lực phải sau ngày bắt đầu.")
    if not terms.fields:
        raise BadPaperSource("fields", "Ghi ít nhất một trường sẽ cho người dân xem.")
    Procedure.objects.select_for_update().get(pk=procedure.pk)  # two keepers enter one after the other
    same = PaperSource.objects.filter(procedure=procedure, paper=terms.paper).within(
        terms.valid_from, terms.valid_to
    )
    if same.exists():
        raise BadPaperSource(
            "paper", "Giấy tờ này đã có một nguồn trong thời gian đó; cho nguồn đó hết hiệu lực trước."
        )
    values = vars(terms) | {"fields": [list(one) for one in terms.fields.items()]}
    try:
        with transaction.atomic():
            made = PaperSource.objects.create(
                procedure=procedure,
                entered_by_id=by.user_id,
                entered_at=now,
                approved=True if by.system else None,
                **values,
            )
    except IntegrityError as error:
        raise BadPaperSource("valid_from", "Dòng này đã có trong danh mục.") from error
    record(PaperSourceEntered(source_id=made.pk, valid_from=terms.valid_from), by=by, at=now)
    return made


def _check_paper(procedure: Procedure, terms: SourceTerms) -> None:
    """The paper is one of the version that holds on the first day, and not one that the answers become."""
    try:
        version = ProcedureVersion.objects.of(procedure, terms.valid_from)
    except NoVersion as error:
        raise BadPaperSource("valid_from", "Ngày này thủ tục chưa có nội dung công bố.") from error
    paper = next((one for one in papers_of(version) if one.id == terms.paper), None)
    if paper is None or paper.made:
        raise BadPaperSource("paper", "Chọn một giấy tờ trong thành phần hồ sơ của thủ tục.")
    for name in terms.must_match.values():
        if name not in version.definition.fields:
            raise BadPaperSource("must_match", f"Tờ khai không có câu hỏi “{name[:60]}”.")


def _check_address(terms: SourceTerms) -> None:
    if terms.service.count("/") != 2 or not all(terms.service.split("/")):
        raise BadPaperSource("service", "Ghi thành viên/hệ thống/dịch vụ như trên trang Chia sẻ dữ liệu.")
    try:
        operation("GET", terms.path)
    except TemplateRefused as error:
        raise BadPaperSource("path", "Đường dẫn bắt đầu bằng / và chỉ có chữ không dấu, số, gạch.") from error
    if terms.path.count("{") != 1:
        raise BadPaperSource(
            "path", "Đường dẫn cần đúng một phần trong ngoặc nhọn, ví dụ /ca-nhan/{soDinhDanh}."
        )
