from django.db import models


class ItemKind(models.TextChoices):
    """The registers of digital infrastructure."""

    STATION = "station", "Trạm BTS"
    FIBRE = "fibre", "Cáp quang"
    POST = "post", "Điểm Bưu điện - Văn hóa xã"
    STATE = "state", "Điểm mạng truyền số liệu chuyên dùng"
    WIFI = "wifi", "Điểm Wi-Fi công cộng"


TECHNOLOGIES = ("2G", "3G", "4G", "5G")
