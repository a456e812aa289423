from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "tinhso.kernel.moderation"
    label = "moderation"
    verbose_name = "Duyệt nội dung trước khi đăng"
