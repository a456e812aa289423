"""Which columns of a table are a place on the earth."""

LATITUDES = ("vi_do", "lat", "latitude", "vido", "toa_do_vi_do", "y_lat")
LONGITUDES = ("kinh_do", "lon", "lng", "long", "longitude", "kinhdo", "toa_do_kinh_do", "x_lon")
NUMBERS = ("number", "whole")


def point_columns(columns: list[list[str]]) -> tuple[str, str] | None:
    """The names of the columns of latitude and longitude (degrees, WGS 84), where the table has both as numbers."""
    numbers = [name for name, _heading, kind in columns if kind in NUMBERS]
    latitude = next((name for name in LATITUDES if name in numbers), None)
    longitude = next((name for name in LONGITUDES if name in numbers), None)
    return (latitude, longitude) if latitude and longitude else None
