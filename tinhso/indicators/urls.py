from django.urls import URLPattern, URLResolver, path

from tinhso.indicators.assessments.views.assessments import (
    begin,
    list_assessments,
    open_evidence,
    open_firm_evidence,
    score_firm_line,
    score_line,
    show_assessment,
    show_firm_assessment,
)
from tinhso.indicators.assessments.views.criteria import show_criteria_set, show_criteria_sets
from tinhso.indicators.assessments.views.rounds import list_firm_assessments, open_new_round
from tinhso.indicators.communes.views.communes import show_commune, show_communes
from tinhso.indicators.communes.views.figures import show_commune_figure, show_commune_rows
from tinhso.indicators.data_entry.views.due import approve_entries, show_due
from tinhso.indicators.data_entry.views.entries import (
    confirm_unusual,
    edit_entry,
    move_entry,
    show_completeness,
)
from tinhso.indicators.data_entry.views.entry_files import check_entry_file, export_entry
from tinhso.indicators.economy.views.economy import (
    enter_new_programme,
    enter_new_support,
    show_economy,
    show_programme,
    show_programmes,
    take_support_back,
)
from tinhso.indicators.economy.views.reform import show_reform
from tinhso.indicators.executive.views.executive import (
    add_note,
    download_agencies,
    show_agencies,
    show_board,
)
from tinhso.indicators.executive.views.urging import answer, show_urging, urge
from tinhso.indicators.figure_page.views.figures import show_figure, show_figures
from tinhso.indicators.figure_page.views.rows import show_rows
from tinhso.indicators.good_models.views.good_models import (
    add_model_file,
    copy_it,
    edit_model,
    give_model_back,
    hand_model_on,
    open_model_file,
    show_good_model,
    show_good_models,
    show_model_desk,
    show_model_sheet,
)
from tinhso.indicators.index_766.views.index import show_criterion, show_criterion_rows, show_index
from tinhso.indicators.infrastructure.views.operator_tables import (
    download_bad_lines,
    download_template,
    import_it,
    open_table_file,
    send_table,
    show_table,
    show_tables,
)
from tinhso.indicators.infrastructure.views.public_page import download_communes, show_infrastructure
from tinhso.indicators.infrastructure.views.registers import (
    enter_new_item,
    enter_new_operator,
    mend_item,
    show_item,
    show_operators,
    show_position,
    show_register,
    stop_item,
)
from tinhso.indicators.infrastructure.views.villages import confirm as confirm_signal
from tinhso.indicators.infrastructure.views.villages import (
    enter_new_village,
    open_check_file,
    send_check,
    show_village,
    show_villages,
)
from tinhso.indicators.infrastructure.views.villages import give_back as return_signal
from tinhso.indicators.periodic_reports.views.report import (
    accept_report,
    download_periodic_report,
    give_report_back,
    send_report,
    show_periodic_report,
    write_report_words,
)
from tinhso.indicators.periodic_reports.views.report_lists import show_owed, show_received
from tinhso.indicators.plans.views.desk import (
    edit_funding,
    edit_target,
    enter_new_plan,
    give_new_task,
    show_followed,
    show_plan_desk,
)
from tinhso.indicators.plans.views.plan_tasks import (
    confirm,
    give_back,
    open_task_file,
    report_task,
    show_task,
)
from tinhso.indicators.plans.views.plans import show_plan, show_plans
from tinhso.indicators.published.views.published import (
    embed_figure,
    export_figure,
    export_figures,
    figures_feed,
    picture_figure,
)
from tinhso.indicators.registers.views.registers import (
    edit_rank,
    edit_recognition,
    show_recognitions,
    show_registers,
)
from tinhso.indicators.reports.views.document import issue, write
from tinhso.indicators.reports.views.reports import (
    add_comment,
    confirm_report_figures,
    download_report,
    move_report,
    show_report,
    show_reports,
)

BOOKS = "can-bo/ha-tang-so/"
PERIODIC_REPORT = "can-bo/bao-cao-phai-nop/<slug:code>/"
REPORT = "can-bo/so-lieu/<slug:data_set>/<slug:agency>/<slug:period>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("so-lieu/", show_figures, name="figures"),
    path("so-lieu/bao-cao/", show_reports, name="annual_reports"),
    path("so-lieu/bao-cao/<int:year>/", show_report, name="annual_report"),
    path("so-lieu/bao-cao/<int:year>/tep/<slug:kind>/", download_report, name="report_file"),
    path("can-bo/bao-cao/<int:year>/phan/<slug:key>/", write, name="write_report_section"),
    path("can-bo/bao-cao/<int:year>/phat-hanh/", issue, name="issue_report"),
    path("can-bo/bao-cao/<int:year>/gop-y/", add_comment, name="comment_annual_report"),
    path("can-bo/bao-cao/<int:year>/xac-nhan/", confirm_report_figures, name="confirm_report_figures"),
    path("can-bo/bao-cao/<int:year>/<slug:deed>/", move_report, name="move_report"),
    path("can-bo/so-lieu/<slug:address>/ghi-chu/", add_note, name="annotate_figure"),
    path("dieu-hanh/", show_board, name="executive"),
    path("dieu-hanh/<slug:address>/", show_agencies, name="executive_agencies"),
    path("dieu-hanh/<slug:address>/tep.csv", download_agencies, name="executive_agencies_file"),
    path("dieu-hanh/don-doc/<slug:code>/", urge, name="urge_agency"),
    path("can-bo/don-doc/<slug:code>/", show_urging, name="urging"),
    path("can-bo/don-doc/<slug:code>/tra-loi/", answer, name="answer_urging"),
    path("so-lieu/chi-so-766/", show_index, name="index"),
    path("so-lieu/chi-so-766/<slug:address>/", show_criterion, name="index_criterion"),
    path(
        "so-lieu/chi-so-766/<slug:address>/dong/<int:number>/",
        show_criterion_rows,
        name="index_criterion_rows",
    ),
    path("so-lieu/xa/", show_communes, name="communes"),
    path("so-lieu/xa/<slug:code>/", show_commune, name="commune"),
    path("so-lieu/xa/<slug:code>/<slug:address>/", show_commune_figure, name="commune_figure"),
    path(
        "so-lieu/xa/<slug:code>/<slug:address>/dong/<int:number>/",
        show_commune_rows,
        name="commune_figure_rows",
    ),
    path("so-lieu/ha-tang-so/", show_infrastructure, name="infrastructure"),
    path("so-lieu/ha-tang-so/theo-xa.csv", download_communes, name="infrastructure_communes_file"),
    path(BOOKS, show_register, name="infrastructure_desk"),
    path(f"{BOOKS}so/<slug:kind>/", show_register, name="infrastructure_register"),
    path(f"{BOOKS}so/<slug:kind>/moi/", enter_new_item, name="enter_infrastructure_item"),
    path(f"{BOOKS}dong/<int:pk>/", show_item, name="infrastructure_item"),
    path(f"{BOOKS}dong/<int:pk>/sua/", mend_item, name="mend_infrastructure_item"),
    path(f"{BOOKS}dong/<int:pk>/ngung/", stop_item, name="stop_infrastructure_item"),
    path(f"{BOOKS}dong/<int:pk>/toa-do/", show_position, name="station_position"),
    path(f"{BOOKS}doanh-nghiep/", show_operators, name="network_operators"),
    path(f"{BOOKS}doanh-nghiep/moi/", enter_new_operator, name="enter_network_operator"),
    path(f"{BOOKS}bang/", show_tables, name="operator_tables"),
    path(f"{BOOKS}bang/moi/", send_table, name="send_operator_table"),
    path(f"{BOOKS}bang/mau/<slug:kind>.csv", download_template, name="operator_table_template"),
    path(f"{BOOKS}bang/<int:pk>/", show_table, name="operator_table"),
    path(f"{BOOKS}bang/<int:pk>/nhap/", import_it, name="import_operator_table"),
    path(f"{BOOKS}bang/<int:pk>/chua-hieu.csv", download_bad_lines, name="operator_table_bad_lines"),
    path(f"{BOOKS}bang/<int:pk>/tep/", open_table_file, name="operator_table_file"),
    path(f"{BOOKS}thon/", show_villages, name="signal_villages"),
    path(f"{BOOKS}thon/moi/", enter_new_village, name="enter_signal_village"),
    path(f"{BOOKS}thon/<slug:code>/", show_village, name="signal_village"),
    path(f"{BOOKS}thon/<slug:code>/kiem-tra/", send_check, name="check_signal"),
    path(f"{BOOKS}thon/<slug:code>/xac-nhan/", confirm_signal, name="confirm_signal"),
    path(f"{BOOKS}thon/<slug:code>/tra-lai/", return_signal, name="return_signal"),
    path(f"{BOOKS}thon/<slug:code>/tep/<int:check>/", open_check_file, name="signal_check_file"),
    path("can-bo/bao-cao-phai-nop/", show_owed, name="owed_reports"),
    path("can-bo/bao-cao-phai-nop/nhan/", show_received, name="received_reports"),
    path(PERIODIC_REPORT, show_periodic_report, name="periodic_report"),
    path(f"{PERIODIC_REPORT}viet/", write_report_words, name="write_periodic_report"),
    path(f"{PERIODIC_REPORT}gui/", send_report, name="send_periodic_report"),
    path(f"{PERIODIC_REPORT}nhan/", accept_report, name="accept_periodic_report"),
    path(f"{PERIODIC_REPORT}tra-lai/", give_report_back, name="return_periodic_report"),
    path(
        f"{PERIODIC_REPORT}tep/<int:pk>/<slug:kind>/",
        download_periodic_report,
        name="periodic_report_file",
    ),
    path("so-lieu/ke-hoach/", show_plans, name="plans"),
    path("so-lieu/ke-hoach/<slug:address>/", show_plan, name="plan"),
    path("can-bo/ke-hoach/", show_plan_desk, name="plan_desk"),
    path("can-bo/ke-hoach/moi/", enter_new_plan, name="enter_plan"),
    path("can-bo/ke-hoach/<slug:address>/kinh-phi/", edit_funding, name="edit_funding"),
    path("can-bo/ke-hoach/<slug:address>/", show_followed, name="plan_followed"),
    path("can-bo/ke-hoach/<slug:address>/chi-tieu/", edit_target, name="edit_target"),
    path("can-bo/ke-hoach/<slug:address>/nhiem-vu/", give_new_task, name="give_task"),
    path("can-bo/nhiem-vu/<slug:code>/", show_task, name="plan_task"),
    path("can-bo/nhiem-vu/<slug:code>/bao-cao/", report_task, name="report_task"),
    path("can-bo/nhiem-vu/<slug:code>/xac-nhan/", confirm, name="confirm_task"),
    path("can-bo/nhiem-vu/<slug:code>/tra-lai/", give_back, name="return_task"),
    path("can-bo/nhiem-vu/<slug:code>/tep/<int:report>/", open_task_file, name="task_file"),
    path("so-lieu/mo-hinh/", show_good_models, name="good_models"),
    path("so-lieu/mo-hinh/<int:pk>/", show_good_model, name="good_model"),
    path("so-lieu/mo-hinh/<int:pk>/tep/<int:number>/", open_model_file, name="good_model_file"),
    path("can-bo/mo-hinh/", show_model_desk, name="model_desk"),
    path("can-bo/mo-hinh/moi/", edit_model, name="new_model"),
    path("can-bo/mo-hinh/<int:pk>/", show_model_sheet, name="model_sheet"),
    path("can-bo/mo-hinh/<int:pk>/sua/", edit_model, name="edit_model"),
    path("can-bo/mo-hinh/<int:pk>/tep/", add_model_file, name="add_model_file"),
    path("can-bo/mo-hinh/<int:pk>/tra-lai/", give_model_back, name="return_model"),
    path("can-bo/mo-hinh/<int:pk>/ap-dung/", copy_it, name="copy_model"),
    path("can-bo/mo-hinh/<int:pk>/gui/", hand_model_on, {"deed": "gui"}, name="submit_model"),
    path("can-bo/mo-hinh/<int:pk>/xac-nhan/", hand_model_on, {"deed": "xac-nhan"}, name="confirm_model"),
    path("so-lieu/cai-cach-dau-tu/", show_reform, name="reform"),
    path("so-lieu/kinh-te-so-doanh-nghiep/", show_economy, name="economy"),
    path("can-bo/ho-tro-doanh-nghiep/", show_programmes, name="programmes"),
    path("can-bo/ho-tro-doanh-nghiep/moi/", enter_new_programme, name="new_programme"),
    path("can-bo/ho-tro-doanh-nghiep/<int:pk>/", show_programme, name="programme"),
    path("can-bo/ho-tro-doanh-nghiep/<int:pk>/luot/", enter_new_support, name="new_support"),
    path("can-bo/ho-tro-doanh-nghiep/<int:pk>/bo/<int:support>/", take_support_back, name="revoke_support"),
    path("can-bo/xep-hang-cong-nhan/", show_registers, name="registers"),
    path("can-bo/xep-hang-cong-nhan/thu-hang/", edit_rank, name="edit_rank"),
    path("can-bo/xep-hang-cong-nhan/<slug:code>/", show_recognitions, name="recognitions"),
    path("can-bo/xep-hang-cong-nhan/<slug:code>/quyet-dinh/", edit_recognition, name="edit_recognition"),
    path("so-lieu/danh-gia/", show_criteria_sets, name="criteria_sets"),
    path("so-lieu/danh-gia/<slug:code>/", show_criteria_set, name="criteria_set"),
    path("can-bo/danh-gia/", list_assessments, name="assessments"),
    path("can-bo/danh-gia/mo-ky/", open_new_round, name="open_round"),
    path("doanh-nghiep/tu-danh-gia/", list_firm_assessments, name="firm_assessments"),
    path("doanh-nghiep/tu-danh-gia/<int:pk>/", show_firm_assessment, name="firm_assessment"),
    path("doanh-nghiep/tu-danh-gia/<int:pk>/<int:line>/", score_firm_line, name="firm_score_line"),
    path(
        "doanh-nghiep/tu-danh-gia/<int:pk>/<int:line>/tep/",
        open_firm_evidence,
        name="firm_assessment_file",
    ),
    path("can-bo/danh-gia/ky/<int:pk>/", begin, name="begin_assessment"),
    path("can-bo/danh-gia/<int:pk>/", show_assessment, name="assessment"),
    path("can-bo/danh-gia/<int:pk>/<int:line>/", score_line, name="score_line"),
    path("can-bo/danh-gia/<int:pk>/<int:line>/tep/", open_evidence, name="assessment_file"),
    path("so-lieu/<slug:address>/", show_figure, name="figure"),
    path("so-lieu/<slug:address>/dong/<int:number>/", show_rows, name="figure_rows"),
    path("so-lieu/moi.atom", figures_feed, name="figures_feed"),
    path("so-lieu/tat-ca.<str:kind>", export_figures, name="export_figures"),
    path("so-lieu/<slug:address>/nhung/", embed_figure, name="embed_figure"),
    path("so-lieu/<slug:address>/hinh.svg", picture_figure, name="picture_figure"),
    path("so-lieu/<slug:address>/tep.<str:kind>", export_figure, name="export_figure"),
    path("can-bo/so-lieu/", show_due, name="entries_due"),
    path("can-bo/so-lieu/duyet/", approve_entries, name="approve_entries"),
    path("can-bo/so-lieu/<slug:data_set>/", show_completeness, name="completeness"),
    path(REPORT, edit_entry, name="entry"),
    path(f"{REPORT}kiem-tra-tep/", check_entry_file, name="check_entry_file"),
    path(f"{REPORT}tep.<slug:kind>", export_entry, name="export_entry"),
    path(f"{REPORT}xac-nhan-so/", confirm_unusual, name="confirm_unusual"),
    path(f"{REPORT}<slug:deed>/", move_entry, name="move_entry"),
]
