from django.urls import path

from tinhso.security.advisories.views import advisories
from tinhso.security.advisories.views import deeds as advisory_deeds
from tinhso.security.bills.views import bills
from tinhso.security.collecting.views import intake_api, keys
from tinhso.security.contacts.views import contacts
from tinhso.security.detection.views import hits, rules, runs
from tinhso.security.dossiers.views import dossiers
from tinhso.security.duties.views import duties
from tinhso.security.findings.views import finding, findings
from tinhso.security.hunting.views import network_logs, openings, suspicions
from tinhso.security.incidents.views import incident as cyber_incident
from tinhso.security.incidents.views import incidents as cyber_incidents
from tinhso.security.intake.views import imports, unregistered
from tinhso.security.intelligence.views import indicators, loads, sources, warning_lists
from tinhso.security.inventory.views import inventory
from tinhso.security.machines.views import machines
from tinhso.security.own_contacts.views import pages as own_contacts
from tinhso.security.reporting.views import posture, reports
from tinhso.security.support.views import incident, incidents, known_errors
from tinhso.security.systems.views import deeds, systems
from tinhso.security.vex.views import statements

AT = "can-bo/an-toan-thong-tin/"
ONE = f"{AT}he-thong/<slug:code>/"

urlpatterns = [
    path("co-phai-cua-tinh/", own_contacts.own_contact, name="own_contact"),
    path(AT, systems.show_systems, name="information_systems"),
    path(f"{AT}dang-ky-he-thong/", systems.new_system, name="new_information_system"),
    path(ONE, systems.show_system, name="information_system"),
    path(f"{ONE}sua/", systems.edit_system, name="edit_information_system"),
    path(f"{ONE}ngung/", deeds.retire, name="retire_information_system"),
    path(f"{ONE}ket-noi/", deeds.connect, name="connect_information_system"),
    path(f"{ONE}ket-noi/<int:number>/ket-thuc/", deeds.disconnect, name="end_system_connection"),
    path(f"{ONE}lop/", deeds.layer, name="system_layer"),
    path(f"{ONE}phe-duyet/", deeds.approve, name="system_approval"),
    path(f"{ONE}kiem-tra/", deeds.review, name="system_review"),
    path(f"{ONE}lap-ho-so/", dossiers.new_dossier, name="new_level_dossier"),
    path(f"{AT}ho-so-cap-do/", dossiers.show_dossiers, name="level_dossiers"),
    path(f"{AT}ho-so-cap-do/<slug:code>/", dossiers.show_dossier, name="level_dossier"),
    path(f"{AT}ho-so-cap-do/<slug:code>/<slug:deed>/", dossiers.dossier_deed, name="level_dossier_deed"),
    path(f"{AT}kiem-ke/", inventory.show_inventory, name="security_inventory"),
    path(f"{AT}kiem-ke/xac-nhan/", inventory.confirm, name="confirm_security_inventory"),
    path(f"{AT}may/", machines.show_machines, name="machines"),
    path(f"{AT}nap-danh-sach-may/", machines.new_list, name="new_machine_list"),
    path(f"{AT}danh-sach-may/<slug:code>/", machines.show_list, name="machine_list"),
    path(f"{AT}may/<slug:code>/", machines.show_machine, name="machine"),
    path(f"{AT}may/<slug:code>/ket-thuc/", machines.end, name="end_machine"),
    path(f"{AT}diem-yeu/", findings.show_findings, name="security_findings"),
    path(f"{AT}diem-yeu-theo-co-quan/", findings.show_digest, name="security_digest"),
    path(f"{AT}quyet-dinh-chung/", findings.decide_over_many, name="decide_over_findings"),
    path(f"{AT}diem-yeu/<slug:code>/", finding.show_finding, name="security_finding"),
    path(f"{AT}diem-yeu/<slug:code>/<slug:deed>/", finding.finding_deed, name="security_finding_deed"),
    path(f"{AT}bao-cao-quet/", imports.show_imports, name="scan_imports"),
    path(f"{AT}nap-bao-cao-quet/", imports.new_import, name="new_scan_import"),
    path(f"{AT}bao-cao-quet/<slug:code>/", imports.show_import, name="scan_import"),
    path(f"{AT}bao-cao-quet/<slug:code>/tep/", imports.import_file, name="scan_import_file"),
    path(f"{AT}may-chua-biet/", unregistered.show_unregistered, name="unregistered_machines"),
    path(f"{AT}may-chua-biet/<slug:code>/", unregistered.resolve, name="resolve_machine"),
    path(f"{AT}quy-tac-phat-hien/", rules.show_rules, name="detection_rules"),
    path(f"{AT}nap-quy-tac/", rules.new_rules, name="new_detection_rules"),
    path(f"{AT}quy-tac-phat-hien/<slug:code>/", rules.show_rule, name="detection_rule"),
    path(f"{AT}quy-tac-phat-hien/<slug:code>/bat/", rules.switch_on, name="switch_detection_rule_on"),
    path(f"{AT}quy-tac-phat-hien/<slug:code>/tat/", rules.switch_off, name="switch_detection_rule_off"),
    path(f"{AT}tep-su-kien/", runs.show_runs, name="detection_runs"),
    path(f"{AT}nap-su-kien/", runs.new_run, name="new_detection_run"),
    path(f"{AT}tep-su-kien/<slug:code>/", runs.show_run, name="detection_run"),
    path(
        f"{AT}bao-cao-quet/<slug:code>/chay-quy-tac/", runs.run_over_report, name="run_detection_over_report"
    ),
    path(f"{AT}phat-hien/", hits.show_hits, name="detection_hits"),
    path(f"{AT}phat-hien/<slug:code>/", hits.show_hit, name="detection_hit"),
    path(f"{AT}phat-hien/<slug:code>/bao-nham/", hits.dismiss, name="dismiss_detection_hit"),
    path(f"{AT}phat-hien/<slug:code>/ghi-diem-yeu/", hits.confirm, name="confirm_detection_hit"),
    path(f"{AT}ngoai-le/", hits.show_exceptions, name="detection_exceptions"),
    path(f"{AT}ngoai-le/<slug:code>/ket-thuc/", hits.end, name="end_detection_exception"),
    path(f"{AT}nhat-ky-mang/", network_logs.show_logs, name="network_logs"),
    path(f"{AT}nhat-ky-dung-the-nao/", network_logs.show_use, name="network_log_use"),
    path(f"{AT}nghi-van/", suspicions.show_suspicions, name="log_suspicions"),
    path(f"{AT}nghi-van/<slug:code>/", suspicions.show_suspicion, name="log_suspicion"),
    path(f"{AT}nghi-van/<slug:code>/<slug:deed>/", suspicions.decide, name="decide_log_suspicion"),
    path(f"{AT}mo-ten/", openings.show_openings, name="log_openings"),
    path(f"{AT}de-nghi-mo-ten/", openings.new_opening, name="new_log_opening"),
    path(f"{AT}mo-ten/<slug:code>/", openings.show_opening, name="log_opening"),
    path(f"{AT}mo-ten/<slug:code>/doc/", openings.read, name="read_log_names"),
    path(f"{AT}mo-ten/<slug:code>/<slug:deed>/", openings.settle, name="settle_log_opening"),
    path(f"{AT}chi-dau/", indicators.show_indicators, name="indicators"),
    path(f"{AT}chi-dau/<slug:code>/", indicators.show_indicator, name="indicator"),
    path(f"{AT}chi-dau/<slug:code>/quyet-dinh/", indicators.decide, name="decide_indicator"),
    path(f"{AT}nguon-chi-dau/", sources.show_sources, name="intelligence_sources"),
    path(f"{AT}them-nguon-chi-dau/", sources.new_source, name="new_intelligence_source"),
    path(f"{AT}nguon-chi-dau/<slug:code>/", sources.show_source, name="intelligence_source"),
    path(f"{AT}nguon-chi-dau/<slug:code>/nap/", loads.new_list, name="new_intelligence_list"),
    path(f"{AT}nguon-chi-dau/<slug:code>/lay/", sources.fetch_source, name="fetch_intelligence_source"),
    path(f"{AT}nguon-chi-dau/<slug:code>/ngung/", sources.end, name="end_intelligence_source"),
    path(f"{AT}danh-sach-chi-dau/<slug:code>/", loads.show_load, name="intelligence_load"),
    path(f"{AT}danh-sach-canh-bao/", warning_lists.show_lists, name="warning_lists"),
    path(f"{AT}nap-danh-sach-canh-bao/", warning_lists.new_list, name="new_warning_list"),
    path(f"{AT}danh-sach-canh-bao/<slug:code>/ngung/", warning_lists.end, name="end_warning_list"),
    path(f"{AT}dau-moi/", contacts.show_contacts, name="security_contacts"),
    path(f"{AT}them-dau-moi/", contacts.new_contact, name="new_security_contact"),
    path(f"{AT}dau-moi/<slug:code>/ket-thuc/", contacts.end, name="end_security_contact"),
    path(f"{AT}chuyen-trach/", duties.show_duties, name="security_duties"),
    path(f"{AT}giao-nhiem-vu/", duties.new_duty, name="new_security_duty"),
]

urlpatterns += [
    path(f"{AT}buc-tranh/", posture.show_posture, name="security_posture"),
    path(f"{AT}man-hinh/", posture.show_wall, name="security_wall"),
    path(f"{AT}bao-cao-ky/", reports.show_report, name="security_report"),
    path(f"{AT}bao-cao-ky/cach-tinh/", reports.show_definitions, name="security_report_definitions"),
    path(f"{AT}canh-bao/", advisories.show_advisories, name="security_advisories"),
    path(f"{AT}viet-canh-bao/", advisories.new_advisory, name="new_security_advisory"),
    path(f"{AT}canh-bao/<slug:code>/", advisories.show_advisory, name="security_advisory"),
    path(f"{AT}canh-bao/<slug:code>/xac-nhan/", advisory_deeds.acknowledge, name="acknowledge_advisory"),
    path(f"{AT}canh-bao/<slug:code>/tra-loi/", advisory_deeds.answer, name="answer_advisory"),
    path(f"{AT}canh-bao/<slug:code>/nhac/", advisory_deeds.urge, name="urge_advisory"),
    path(f"{AT}canh-bao/<slug:code>/rut/", advisory_deeds.withdraw, name="withdraw_advisory"),
    path(
        f"{AT}canh-bao/<slug:code>/tra-lai/<int:number>/",
        advisory_deeds.give_back,
        name="return_advisory_answer",
    ),
]

urlpatterns += [
    path(f"{ONE}phan-mem/", bills.show_bill, name="software_bill"),
    path(f"{ONE}nap-phan-mem/", bills.new_bill, name="new_software_bill"),
    path(f"{ONE}phan-mem/<slug:bill>/tep/", bills.bill_file, name="software_bill_file"),
    path(f"{AT}thanh-phan/", bills.show_components, name="software_components"),
    path(f"{AT}vex/", statements.show_statements, name="vex_statements"),
    path(f"{AT}viet-vex/", statements.new_statement, name="new_vex_statement"),
    path(f"{AT}nap-vex/", statements.new_document, name="new_vex_document"),
    path(f"{AT}vex/<slug:code>/", statements.show_statement, name="vex_statement"),
    path(f"{AT}vex/<slug:code>/rut/", statements.withdraw, name="withdraw_vex_statement"),
]

API = "api/an-toan-thong-tin/"

urlpatterns += [
    path(f"{AT}khoa-cong-cu/", keys.show_keys, name="collector_keys"),
    path(f"{AT}khoa-cong-cu/<int:number>/thu-hoi/", keys.revoke, name="revoke_collector_key"),
    path(f"{API}bao-cao/", intake_api.send_report, name="send_security_report"),
    path(f"{API}bao-cao/<slug:code>/", intake_api.ask_report, name="ask_security_report"),
    path(f"{API}phan-mem/", intake_api.send_bill, name="send_software_bill"),
    path(f"{API}su-kien/", intake_api.send_events, name="send_security_events"),
    path(f"{API}su-kien/<slug:code>/", intake_api.ask_events, name="ask_security_events"),
]

SUPPORT = "can-bo/su-co-phan-mem/"

urlpatterns += [
    path(SUPPORT, incidents.show_incidents, name="support_incidents"),
    path(f"{SUPPORT}bao/", incidents.new_incident, name="new_support_incident"),
    path(f"{SUPPORT}ban-ho-tro/", incidents.show_desk, name="support_desk"),
    path(f"{SUPPORT}loi-da-biet/", known_errors.show_known_errors, name="known_errors"),
    path(f"{SUPPORT}ghi-loi/", known_errors.new_known_error, name="new_known_error"),
    path(f"{SUPPORT}loi-da-biet/<slug:code>/", known_errors.show_known_error, name="known_error"),
    path(f"{SUPPORT}loi-da-biet/<slug:code>/da-sua/", known_errors.end, name="end_known_error"),
    path(f"{SUPPORT}su-co/<slug:code>/", incident.show_incident, name="support_incident"),
    path(f"{SUPPORT}su-co/<slug:code>/tep/<int:number>/", incident.open_file, name="support_file"),
    path(f"{SUPPORT}su-co/<slug:code>/<slug:deed>/", incident.incident_deed, name="support_incident_deed"),
]

CYBER = f"{AT}su-co-mang/"

urlpatterns += [
    path(f"{AT}lam-ngay/", cyber_incidents.show_first_steps, name="incident_first_steps"),
    path(CYBER, cyber_incidents.show_cyber_incidents, name="cyber_incidents"),
    path(f"{AT}bao-su-co-mang/", cyber_incidents.new_cyber_incident, name="new_cyber_incident"),
    path(f"{AT}mo-su-co-mang/", cyber_incidents.open_cyber_incident, name="open_cyber_incident"),
    path(f"{CYBER}<slug:code>/", cyber_incident.show_cyber_incident, name="cyber_incident"),
    path(f"{CYBER}<slug:code>/tep/<int:number>/", cyber_incident.open_evidence, name="cyber_evidence_file"),
    path(f"{CYBER}<slug:code>/bao-cao/<int:number>/", cyber_incident.report_draft, name="cyber_report_draft"),
    path(f"{CYBER}<slug:code>/<slug:deed>/", cyber_incident.incident_deed, name="cyber_incident_deed"),
    path(
        f"{CYBER}<slug:code>/<slug:deed>/<int:number>/",
        cyber_incident.numbered_deed,
        name="cyber_incident_numbered",
    ),
]
