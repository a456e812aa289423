"""What open data put on pages of others."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import WorklistRow
from tinhso.kernel.files.public import PublicPictures
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.public import AccountEnd, MyData
from tinhso.kernel.people.roles import Administrator, Clerk, DataOfficer, Examiner, Head
from tinhso.kernel.site.operation import Export, Metric, Probe, Retention
from tinhso.kernel.site.slots import CaseKind, ExecutiveTile, MenuItem, MyItems, PublicPages, SearchKind
from tinhso.opendata.dataset.exported import exported_versions
from tinhso.opendata.dataset.probes import published_files
from tinhso.opendata.derived import QUESTIONS
from tinhso.opendata.engine.probes import engine
from tinhso.opendata.intakes.metrics import intakes
from tinhso.opendata.questions import person_export
from tinhso.opendata.questions.question_process import QUESTION, REUSE, question_rows, reuse_rows
from tinhso.opendata.stories.found import KIND as STORY
from tinhso.opendata.stories.found import public_story_pictures, story_paths
from tinhso.opendata.upkeep.upkeep import KIND, upkeep_rows

KINDS = [
    CaseKind(KIND, _("Cập nhật, rà soát dữ liệu mở"), "upkeep", public_tracking=False),
    CaseKind(
        QUESTION, _("Câu hỏi, yêu cầu dữ liệu mở"), "data_question", citizen_url_name="my_data_question"
    ),
    CaseKind(REUSE, _("Ứng dụng dùng dữ liệu mở"), "desk_reuse", citizen_url_name="my_reuse"),
]
ROWS = [
    WorklistRow(KIND, upkeep_rows),
    WorklistRow(QUESTION, question_rows),
    WorklistRow(REUSE, reuse_rows),
]
TILES = [
    ExecutiveTile(
        "opendata.datasets",
        _("Bộ dữ liệu mở"),
        overdue=("opendata.upkeep_overdue", _("việc cập nhật quá hạn")),
        order=20,
    ),
]
RETENTION = [
    Retention(
        "opendata.ended_resources",
        _(
            "Tệp, liên kết kèm bộ dữ liệu không được duyệt, đã bỏ, đã thay hoặc thôi công bố: xóa tệp và lời theo quy định"
        ),
        ("opendata.Distribution",),
        job="opendata.sweep",
        rules="opendata.resource_days.",
        stays={
            "opendata.Distribution.findings": "codes of kinds of personal data: why it was not published",
            "opendata.Distribution.format": "a code of the format",
            "opendata.Distribution.key": "a key of its own identifier",
            "opendata.Distribution.media_type": "a code of the format",
        },
    ),
    Retention(
        "opendata.withdrawn_tables",
        _("Bảng đã thôi công bố của bộ dữ liệu: xóa tệp của các phiên bản theo quy định"),
        ("opendata.DataTable", "opendata.DataVersion"),
        job="opendata.sweep",
        rules="opendata.table_days.",
        stays={
            "opendata.DataTable.schema": "which columns were published, no row of them",
            "opendata.DataVersion.columns": "which columns were published, no row of them",
            "opendata.DataVersion.digest": "by it whoever has a copy knows what it is",
        },
    ),
    Retention(
        "opendata.ended_stories",
        _("Bản đã bỏ của câu chuyện dữ liệu, câu chuyện đã gỡ: xóa lời, ảnh theo quy định"),
        ("opendata.StoryText", "opendata.StorySource", "opendata.StoryPicture"),
        job="opendata.sweep",
        rules="opendata.story_days.",
    ),
]
TOPICS = [
    Topic("opendata.asked", _("Câu hỏi, ứng dụng dữ liệu mở của tôi"), order=26),
    Topic("opendata.followed", _("Bộ dữ liệu tôi theo dõi"), order=27),
]
MINE = [
    MyItems(_("Câu hỏi, ứng dụng dữ liệu mở của tôi"), person_export.items, order=40),
    MyData(
        "du-lieu-mo",
        _("Dữ liệu mở"),
        _("Câu hỏi, ứng dụng đã gửi, trả lời của cơ quan; bộ dữ liệu đang theo dõi"),
        person_export.tables,
        order=36,
    ),
    AccountEnd("opendata", erase=person_export.erase_follows),
]
DERIVED = [QUESTIONS]
SEARCHED = [
    SearchKind("dataset", _("Dữ liệu mở"), order=20, list_url_name="datasets"),
    SearchKind(STORY, _("Câu chuyện dữ liệu"), order=25),
]
MENU = [
    MenuItem("public", _("Dữ liệu mở"), "datasets", order=55),
    MenuItem(
        "officer",
        _("Dữ liệu mở của cơ quan"),
        "own_open_data",
        group="figures",
        order=62,
        roles=(DataOfficer.code, Examiner.code, Head.code, Clerk.code),
    ),
    MenuItem(
        "officer", _("Dữ liệu mở"), "keep_datasets", group="figures", order=92, roles=(Administrator.code,)
    ),
]
PAGES = [PublicPages("cau-chuyen-du-lieu", story_paths)]
PICTURES = [PublicPictures(public_story_pictures)]
PROBES = [
    Probe("engine", engine, database=False, order=5),
    Probe("open_data_files", published_files),
]
METRICS = [Metric("tinhso_intakes", "files of open data on their way, held or failed", intakes)]
EXPORTS = [
    Export(
        "opendata",
        "Bộ dữ liệu mở, phiên bản, câu hỏi của người dùng; nội dung nằm trong thư mục open-data, dạng Parquet",
        without={"opendata.ApiToken": ("digest",)},
        files=exported_versions,
        order=22,
    )
]
