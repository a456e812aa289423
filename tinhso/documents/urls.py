from django.urls import path

from tinhso.documents.archiving.views import packages
from tinhso.documents.assignments.views import assignments, reports
from tinhso.documents.assignments.views import deeds as assignment_deeds
from tinhso.documents.axis.views import arrivals as axis_in
from tinhso.documents.axis.views import changes as axis_changes
from tinhso.documents.axis.views import messages as axis
from tinhso.documents.axis.views import orders as axis_orders
from tinhso.documents.copies.views import copies
from tinhso.documents.copies.views import signing as copy_signing
from tinhso.documents.finding.views import find
from tinhso.documents.incoming.views import deeds as arriving_deeds
from tinhso.documents.incoming.views import documents as arriving
from tinhso.documents.incoming.views import register as arrivals
from tinhso.documents.normative.views import desk as rule_desk
from tinhso.documents.normative.views import open_pages as rules
from tinhso.documents.normative.views import procedure
from tinhso.documents.normative.views import texts as rule_texts
from tinhso.documents.office_editor.views import editor, wopi
from tinhso.documents.outgoing.views import (
    attached,
    deeds,
    deliveries,
    documents,
    docx_files,
    metadata,
    progress,
    related,
    rights,
)
from tinhso.documents.registers.views import outside, register
from tinhso.documents.rulemaking.views import answers as consultation_answers
from tinhso.documents.rulemaking.views import desk as consultation_desk
from tinhso.documents.rulemaking.views import open_pages as consultations
from tinhso.documents.scanning.views import scans
from tinhso.documents.signing.views import signing
from tinhso.documents.submission.views import slips
from tinhso.documents.week_calendar.views import calendar
from tinhso.documents.work_files.views import deeds as file_deeds
from tinhso.documents.work_files.views import files

AT = "can-bo/van-ban/"
ONE = f"{AT}di/<slug:code>/"
CAME = f"{AT}den/<slug:code>/"
CONSULTATIONS = f"{AT}lay-y-kien/"
TASKS = f"{AT}nhiem-vu/"
DRAFTS = "du-thao/"
RULES, RULES_DESK = "van-ban-quy-pham/", f"{AT}quy-pham/"

urlpatterns = [
    path(f"{AT}lich-tuan/", calendar.show_week, name="week_calendar"),
    path(f"{AT}lich-tuan/them/", calendar.add_entry, name="add_calendar_entry"),
    path(f"{AT}lich-tuan/duyet/", calendar.approve, name="approve_calendar_week"),
    path(f"{AT}lich-tuan/<int:pk>/bo/", calendar.strike, name="strike_calendar_entry"),
    path(f"{AT}so-di/", register.show_register, name="document_register"),
    path(f"{AT}tinh-hinh-di/", progress.show_progress, name="outgoing_progress"),
    path(f"{AT}so-di/giu-so/", register.reserve, name="reserve_document_number"),
    path(f"{AT}so-di/<int:pk>/khong-dung/", register.release, name="release_document_number"),
    path(f"{AT}noi-nhan-ngoai/", outside.show_recipients, name="outside_recipients"),
    path(f"{AT}noi-nhan-ngoai/them/", outside.add_recipient, name="add_outside_recipient"),
    path(f"{AT}noi-nhan-ngoai/<int:pk>/het-hieu-luc/", outside.end_recipient, name="end_outside_recipient"),
    path(f"{AT}di/", documents.show_documents, name="outgoing_documents"),
    path(f"{AT}soan/", documents.new_document, name="new_outgoing"),
    path(f"{AT}cho-ky/", signing.show_signing, name="outgoing_signing"),
    path(f"{AT}cho-dong-dau/", signing.show_sealing, name="outgoing_sealing"),
    path(f"{AT}ky-qua-may-chu/", signing.sign_chosen, name="sign_chosen_outgoing"),
    path(f"{AT}quyen/", rights.show_rights, name="document_rights"),
    path(f"{AT}quyen/<int:pk>/", rights.decide, name="decide_document_right"),
    path(ONE, documents.show_document, name="outgoing_document"),
    path(f"{ONE}sua/", documents.edit_document, name="edit_outgoing"),
    path(f"{ONE}thay-doi/<int:number>/", documents.show_changes, name="outgoing_changes"),
    path(f"{ONE}docx/<int:number>/", docx_files.show_docx, name="outgoing_docx"),
    path(f"{ONE}nap-docx/", docx_files.bring_docx, name="bring_outgoing_docx"),
    path(f"{ONE}bo-soan-thao/", editor.open_editor, name="open_office_editor"),
    path(f"{ONE}bo-soan-thao/ket-thuc/", editor.end, name="end_office_editor"),
    path(f"{ONE}ban-luu/<int:pk>/", editor.show_save, name="editor_save"),
    path(f"{ONE}ban-luu/<int:pk>/tep/", editor.show_save_file, name="editor_save_file"),
    path(f"{ONE}ban-luu/<int:pk>/bo/", editor.drop, name="drop_editor_save"),
    path("wopi/files/<slug:code>", wopi.file, name="wopi_file"),
    path("wopi/files/<slug:code>/contents", wopi.contents, name="wopi_contents"),
    path(f"{ONE}phieu-trinh/", slips.show_slip, name="submission_slip"),
    path(f"{ONE}phieu-trinh/ghi/", slips.write, name="write_slip"),
    path(f"{ONE}phieu-trinh/y-kien/", slips.direct, name="direct_slip"),
    path(f"{ONE}phieu-trinh/tep/", slips.show_pdf, name="submission_slip_pdf"),
    path(f"{ONE}lien-quan/", related.relate, name="relate_outgoing"),
    path(f"{ONE}lien-quan/<int:pk>/bo/", related.drop, name="drop_document_relation"),
    path(f"{ONE}kem-tep/", attached.attach, name="attach_to_outgoing"),
    path(f"{ONE}kem-tep/<int:pk>/", attached.show_attached, name="outgoing_attached"),
    path(f"{ONE}kem-tep/<int:pk>/bo/", attached.take_off, name="take_off_attached"),
    path(f"{ONE}xem-truoc/", documents.show_preview, name="outgoing_preview"),
    path(f"{ONE}tep/", documents.show_file, name="outgoing_file"),
    path(f"{ONE}gop-y/<int:pk>/da-giai-quyet/", deeds.resolve, name="resolve_draft_comment"),
    path(f"{ONE}sieu-du-lieu/", metadata.show_metadata, name="outgoing_metadata"),
    path(f"{ONE}viec/<slug:deed>/", deeds.document_deed, name="outgoing_deed"),
    path(f"{ONE}ky/chuan-bi/", signing.prepare_signing, name="prepare_outgoing_sign"),
    path(f"{ONE}ky/", signing.complete_signing, name="complete_outgoing_sign"),
    path(f"{ONE}dong-dau/chuan-bi/", signing.prepare_sealing, name="prepare_outgoing_seal"),
    path(f"{ONE}dong-dau/", signing.complete_sealing, name="complete_outgoing_seal"),
    path(f"{ONE}gui-giay/", deliveries.show_deliveries, name="outgoing_deliveries"),
    path(f"{ONE}gui-giay/ghi/", deliveries.write_delivery, name="write_delivery"),
    path(f"{ONE}gui-giay/<int:pk>/gach-bo/", deliveries.strike, name="strike_delivery"),
    path(f"{ONE}truc/", axis.show_messages, name="outgoing_axis"),
    path(f"{ONE}chi-dao/", axis_orders.order, name="order_outgoing"),
    path(f"{ONE}chi-dao/<int:pk>/rut/", axis_orders.drop, name="drop_outgoing_order"),
    path(f"{ONE}truc/thu-hoi/", axis_changes.recall, name="recall_outgoing"),
    path(f"{ONE}truc/cap-nhat/", axis_changes.update, name="update_outgoing"),
    path(f"{ONE}truc/gui-them/", axis_changes.send_more, name="send_outgoing_to_more"),
    path(f"{ONE}truc/thay-the/", axis_changes.replace, name="replace_outgoing"),
    path(f"{ONE}truc/<int:pk>/", axis.show_message, name="axis_message"),
    path(f"{ONE}truc/<int:pk>/gui-lai/", axis.resend, name="resend_axis_message"),
    path(f"{ONE}truc/noi-nhan/<int:pk>/lay-lai/", axis.ask_recipient_back, name="ask_axis_recipient_back"),
    path(f"{AT}tin-truc/", axis_in.show_arrivals, name="axis_arrivals"),
    path(f"{AT}tin-truc/<int:pk>/", axis_in.show_arrival, name="axis_arrival"),
    path(f"{AT}tin-truc/<int:pk>/thu-lai/", axis_in.retry, name="retry_axis_arrival"),
    path(f"{AT}tin-truc/<int:pk>/tep/", axis_in.show_content, name="axis_arrival_content"),
    path(f"{CAME}truc/", axis_in.show_replies, name="axis_replies"),
    path(f"{CAME}truc/<int:pk>/", axis_in.show_reply, name="axis_reply"),
    path(f"{CAME}truc/<int:pk>/gui-lai/", axis_in.send_reply_again, name="send_axis_reply_again"),
    path(f"{AT}so-den/", arrivals.show_arrivals, name="arrival_register"),
    path(f"{AT}quet/", scans.show_scans, name="document_scans"),
    path(f"{AT}quet/trang-ngan/", scans.show_separator, name="scan_separator"),
    path(f"{AT}quet/<int:pk>/", scans.show_scan, name="scan"),
    path(f"{AT}quet/<int:pk>/goc/", scans.show_original, name="scan_original"),
    path(f"{AT}quet/<int:pk>/phan/<int:part>/", scans.show_part, name="scan_part"),
    path(f"{AT}quet/<int:pk>/phan/<int:part>/vao-so/", scans.enter, name="enter_scan_part"),
    path(f"{AT}den/", arriving.show_documents, name="arriving_documents"),
    path(f"{AT}vao-so-den/", arriving.new_document, name="new_arriving"),
    path(f"{AT}tinh-hinh-den/", arrivals.show_handling, name="arrival_handling"),
    path(f"{AT}phoi-hop/<slug:code>/", arriving_deeds.open_support, name="arriving_support"),
    path(f"{CAME}phoi-hop/<int:pk>/<slug:deed>/", arriving_deeds.support_deed, name="support_deed"),
    path(CAME, arriving.show_document, name="arriving_document"),
    path(f"{CAME}tep/<int:pk>/", arriving.show_file, name="arriving_file"),
    path(f"{CAME}lay-lai/<int:pk>/", arriving_deeds.answer_sender, name="answer_take_back"),
    path(f"{CAME}viec/<slug:deed>/", arriving_deeds.arriving_deed, name="arriving_deed"),
    path(f"{ONE}lay-y-kien/", consultation_desk.propose, name="propose_consultation"),
    path(CONSULTATIONS, consultation_desk.show_consultations, name="consultation_desks"),
    path(f"{CONSULTATIONS}duyet/", consultation_desk.show_moderation, name="moderate_consultations"),
    path(f"{CONSULTATIONS}duyet/<int:pk>/", consultation_desk.moderate, name="decide_public_comment"),
    path(f"{CONSULTATIONS}<slug:code>/", consultation_desk.show_consultation, name="consultation_desk"),
    path(
        f"{CONSULTATIONS}<slug:code>/viec/<slug:deed>/",
        consultation_desk.consultation_deed,
        name="consultation_deed",
    ),
    path(f"{CONSULTATIONS}<slug:code>/tra-loi/", consultation_answers.answer, name="answer_consultation"),
    path(
        f"{CONSULTATIONS}<slug:code>/bao-cao/",
        consultation_desk.draft_opinion_report,
        name="draft_opinion_report",
    ),
    path(f"{DRAFTS}<slug:code>/thay-doi/", consultations.show_changes, name="consultation_changes"),
    path(DRAFTS, consultations.show_consultations, name="consultations"),
    path(f"{DRAFTS}rss/", consultations.show_feed, name="consultation_feed"),
    path(f"{DRAFTS}gop-y/<slug:receipt>/", consultations.show_comment, name="public_comment"),
    path(f"{DRAFTS}<slug:code>/", consultations.show_consultation, name="consultation"),
    path(
        f"{DRAFTS}<slug:code>/doan/<int:number>/", consultations.show_paragraph, name="consultation_paragraph"
    ),
    path(f"{ONE}tham-dinh/", rule_desk.begin_step, name="begin_rule_step"),
    path(f"{ONE}rut-gon/", procedure.shorten, name="shorten_procedure"),
    path(RULES_DESK, rule_desk.show_desk, name="rule_steps"),
    path(f"{RULES_DESK}buoc/<slug:code>/", rule_desk.show_step, name="rule_step"),
    path(f"{RULES_DESK}buoc/<slug:code>/ket-qua/", rule_desk.report_step, name="report_rule_step"),
    path(f"{RULES_DESK}<slug:code>/", rule_desk.show_rule, name="rule_desk"),
    path(f"{RULES_DESK}<slug:code>/viec/<slug:deed>/", rule_desk.rule_deed, name="rule_deed"),
    path(f"{RULES_DESK}<slug:code>/loi/<int:pk>/", rule_texts.change_text, name="change_rule_text"),
    path(f"{RULES_DESK}<slug:code>/loi/bo/<int:pk>/", rule_texts.strike_change, name="strike_text_change"),
    path(RULES, rules.show_rules, name="issued_rules"),
    path(f"{RULES}rss/", rules.show_feed, name="issued_rules_feed"),
    path(f"{RULES}<slug:code>/", rules.show_rule, name="issued_rule"),
    path(f"{RULES}<slug:code>/theo-ngay/", rule_texts.show_text, name="rule_text"),
    path(f"{CAME}vao-ho-so/", files.put_arriving, name="file_arriving"),
    path(f"{ONE}vao-ho-so/", files.put_outgoing, name="file_outgoing"),
    path(f"{AT}tim/", find.find, name="find_documents"),
    path(f"{AT}tim/<int:pk>/", find.ask_again, name="ask_document_search"),
    path(f"{AT}tim/<int:pk>/bo/", find.forget, name="forget_document_search"),
    path(f"{AT}sao/", copies.show_copies, name="document_copies"),
    path(f"{AT}sao/<int:pk>/", copies.show_copy, name="document_copy"),
    path(f"{AT}sao/<int:pk>/tep/", copies.show_file, name="document_copy_file"),
    path(f"{AT}sao/<int:pk>/bo/", copies.drop, name="drop_copy"),
    path(f"{AT}sao/<int:pk>/<slug:deed>/chuan-bi/", copy_signing.prepare_copy, name="prepare_copy"),
    path(f"{AT}sao/<int:pk>/<slug:deed>/", copy_signing.complete_copy, name="complete_copy"),
    path(f"{AT}sao/<int:pk>/<slug:deed>/may-chu/", copy_signing.sign_copy_here, name="sign_copy_here"),
    path(f"{ONE}sao/", copies.copy_outgoing, name="copy_outgoing"),
    path(f"{CAME}tep/<int:pk>/sao/", copies.copy_arriving, name="copy_arriving"),
    path(TASKS, assignments.show_assignments, name="assignments"),
    path(f"{TASKS}giao/", assignments.new_assignment, name="new_assignment"),
    path(f"{TASKS}tuan/", reports.show_week, name="assignment_week"),
    path(f"{TASKS}theo-co-quan/", reports.show_agencies, name="assignment_agencies"),
    path(f"{TASKS}<slug:code>/", assignments.show_assignment, name="assignment"),
    path(f"{TASKS}<slug:code>/viec/<slug:deed>/", assignment_deeds.assignment_deed, name="assignment_deed"),
    path(f"{ONE}giao-nhiem-vu/", assignments.new_assignment, name="give_from_outgoing"),
    path(f"{AT}ho-so/", files.show_files, name="work_files"),
    path(f"{AT}ho-so/ghi/", files.plan, name="plan_work_file"),
    path(f"{AT}ho-so/ban-hanh/<int:year>/", files.approve_list, name="approve_file_list"),
    path(f"{AT}ho-so/<int:pk>/", files.show_file, name="work_file"),
    path(f"{AT}ho-so/<int:pk>/xuat/", files.export, name="export_work_file"),
    path(f"{AT}ho-so/<int:pk>/goi/", packages.show_packages, name="archive_packages"),
    path(f"{AT}ho-so/<int:pk>/goi/lap/", packages.ask, name="ask_archive_package"),
    path(f"{AT}ho-so/<int:pk>/goi/<int:package>/tai/", packages.download, name="archive_package_file"),
    path(f"{AT}ho-so/<int:pk>/goi/<int:package>/bien-ban/", packages.show_protocol, name="archive_protocol"),
    path(f"{AT}ho-so/<int:pk>/goi/<int:package>/nhan/", packages.receive, name="receive_archive_package"),
    path(f"{AT}ho-so/<int:pk>/tep/<int:entry>/", files.show_material, name="work_file_material"),
    path(f"{AT}ho-so/<int:pk>/dua-ra/<int:entry>/", file_deeds.take_out, name="take_out_paper"),
    path(f"{AT}ho-so/<int:pk>/viec/<slug:deed>/", file_deeds.file_deed, name="work_file_deed"),
]
