from django.urls import path

from tinhso.exchange.agreements.views import agreements, decisions
from tinhso.exchange.calls.views import calls, one_call
from tinhso.exchange.connections.views import checks
from tinhso.exchange.data_uses.views import requests, uses
from tinhso.exchange.developer.views import developer, trial
from tinhso.exchange.monitoring.views import monitoring
from tinhso.exchange.policy.views import issued
from tinhso.exchange.provided.views import answers, offered
from tinhso.exchange.registers.views import registers
from tinhso.exchange.registry.views import client_certificates, groups, keys, members, services
from tinhso.exchange.subscriptions.views import deliveries, fetching, subscriptions
from tinhso.exchange.topics.views import topics

MINE = "tai-khoan/ai-da-dung-du-lieu/"
AT = "can-bo/chia-se-du-lieu/"

urlpatterns = [
    path(MINE, uses.data_uses, name="data_uses"),
    path(f"{MINE}hoi/<str:token>/", uses.ask_about, name="ask_about_use"),
    path(f"{MINE}cau-hoi/<slug:code>/", requests.my_request, name="my_data_use_request"),
    path(f"{MINE}cau-hoi/<slug:code>/rut/", requests.withdraw_request, name="withdraw_data_use_request"),
    path(f"{AT}hoi-dap/<slug:code>/", requests.desk_request, name="exchange_data_request"),
    path(AT, agreements.show_agreements, name="exchange_agreements"),
    path(f"{AT}thoa-thuan/<slug:code>/", agreements.show_agreement, name="exchange_agreement"),
    path(
        f"{AT}thoa-thuan/<slug:code>/<slug:deed>/", agreements.agreement_deed, name="exchange_agreement_deed"
    ),
    path(f"{AT}giai-quyet/<slug:code>/", decisions.dispute, name="exchange_dispute"),
    path(f"{AT}ra-soat/<slug:code>/", decisions.review, name="exchange_review"),
    path(f"{AT}dich-vu/", services.show_services, name="exchange_services"),
    path(f"{AT}dich-vu/cua-nen-tang/", offered.offered_services, name="exchange_offered"),
    path(f"{AT}dich-vu/<int:pk>/", services.show_service, name="exchange_service"),
    path(f"{AT}dich-vu/<int:pk>/de-nghi/", agreements.apply, name="exchange_apply"),
    path(f"{AT}dich-vu/<int:pk>/anh-xa/", registers.map_service_field, name="exchange_map_field"),
    path(f"{AT}ky-thuat/", developer.developer, name="exchange_developer"),
    path(f"{AT}ky-thuat/thu/", trial.try_service, name="exchange_trial"),
    path(f"{AT}dich-vu/<int:pk>/openapi/", developer.openapi, name="exchange_openapi"),
    path(f"{AT}dich-vu/<int:pk>/ket-noi/", checks.connection, name="exchange_connection"),
    path(f"{AT}dich-vu/<int:pk>/<slug:deed>/", services.service_deed, name="exchange_service_deed"),
    path(f"{AT}he-thong/<int:system_id>/dich-vu-moi/", services.new_service, name="exchange_new_service"),
    path(f"{AT}he-thong/<int:system_id>/khoa-moi/", keys.new_key, name="exchange_new_key"),
    path(
        f"{AT}he-thong/<int:system_id>/chung-thu-moi/",
        client_certificates.new_client_certificate,
        name="exchange_new_certificate",
    ),
    path(
        f"{AT}chung-thu/<int:pk>/bo/",
        client_certificates.stop_client_certificate,
        name="exchange_stop_certificate",
    ),
    path(f"{AT}he-thong/<int:system_id>/quoc-gia/", members.mark_system, name="exchange_mark_system"),
    path(f"{AT}khoa/<int:pk>/thu-hoi/", keys.stop_key, name="exchange_stop_key"),
    path(f"{AT}thanh-vien/", members.show_members, name="exchange_members"),
    path(f"{AT}thanh-vien/moi/", members.new_member, name="exchange_new_member"),
    path(f"{AT}thanh-vien/<int:pk>/", members.show_member, name="exchange_member"),
    path(f"{AT}thanh-vien/<int:pk>/he-thong-moi/", members.new_system, name="exchange_new_system"),
    path(f"{AT}thanh-vien/<int:pk>/tam-dung/", members.stop_member, name="exchange_stop_member"),
    path(f"{AT}nhom/", groups.show_groups, name="exchange_groups"),
    path(f"{AT}nhom/moi/", groups.new_group, name="exchange_new_group"),
    path(f"{AT}nhom/<int:pk>/", groups.show_group, name="exchange_group"),
    path(f"{AT}nhom/<int:pk>/thanh-phan/", groups.seat_group, name="exchange_seat_group"),
    path(f"{AT}danh-muc/", registers.show_registers, name="exchange_registers"),
    path(f"{AT}danh-muc/moi/", registers.new_shared_dataset, name="exchange_new_dataset"),
    path(f"{AT}theo-doi/", monitoring.show_monitoring, name="exchange_monitoring"),
    path(f"{AT}su-kien/", deliveries.show_deliveries, name="exchange_deliveries"),
    path(f"{AT}su-kien/gui/<int:pk>/", deliveries.show_delivery, name="exchange_delivery"),
    path(f"{AT}su-kien/gui/<int:pk>/<slug:deed>/", deliveries.delivery_deed, name="exchange_delivery_deed"),
    path(f"{AT}su-kien/dang-ky/", subscriptions.show_subscriptions, name="exchange_subscriptions"),
    path(f"{AT}su-kien/dang-ky/moi/", subscriptions.new_subscription, name="exchange_new_subscription"),
    path(f"{AT}su-kien/dang-ky/<int:pk>/", subscriptions.show_subscription, name="exchange_subscription"),
    path(
        f"{AT}su-kien/dang-ky/<int:pk>/<slug:deed>/",
        subscriptions.subscription_deed,
        name="exchange_subscription_deed",
    ),
    path("chia-se-du-lieu/lay-su-kien/<slug:code>/su-kien/lay", fetching.fetch, name="exchange_fetch"),
    path(
        "chia-se-du-lieu/lay-su-kien/<slug:code>/su-kien/xac-nhan", fetching.confirm, name="exchange_confirm"
    ),
    path("chia-se-du-lieu/khoa-su-kien/", deliveries.event_keys, name="exchange_event_keys"),
    path(f"{AT}su-kien/chu-de/", topics.show_topics, name="exchange_topics"),
    path(f"{AT}su-kien/chu-de/<str:topic>/mo/", topics.new_topic, name="exchange_new_topic"),
    path(f"{AT}loi-goi/", calls.show_calls, name="exchange_calls"),
    path(f"{AT}loi-goi/kiem-chung/", one_call.save_verifier, name="exchange_verifier"),
    path(f"{AT}loi-goi/<uuid:pk>/", one_call.show_call, name="exchange_call"),
    path(f"{AT}loi-goi/<uuid:pk>/noi-dung/", one_call.save_bodies, name="exchange_call_bodies"),
    path(f"{AT}loi-goi/<uuid:pk>/tep/", one_call.save_call, name="exchange_call_file"),
    path(f"{AT}chinh-sach/", issued.show_policies, name="exchange_policies"),
    path("chia-se-du-lieu/chinh-sach/<slug:environment>/", issued.policy, name="exchange_policy"),
    path(
        "chia-se-du-lieu/chinh-sach/<slug:environment>/mo-ta/<path:service>/",
        issued.description,
        name="exchange_description",
    ),
    path(
        "chia-se-du-lieu/cung-cap/<slug:environment>/<slug:code>/<path:rest>",
        answers.answer,
        name="exchange_provided",
    ),
    path(f"{AT}tu-dien/moi/", registers.new_term, name="exchange_new_term"),
]
