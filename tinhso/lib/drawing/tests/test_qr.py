from tinhso.lib.drawing.qr import qr_png, qr_svg


def test_a_code_is_an_svg_with_a_white_ground_of_its_own():
    drawn = qr_svg("TS H56")
    assert drawn.startswith("<svg") and 'fill="#fff"' in drawn and "class=" not in drawn


def test_the_picture_is_a_png_and_always_the_same():
    assert qr_png("TS H56")[:8] == b"\x89PNG\r\n\x1a\n"
    assert qr_png("TS H56") == qr_png("TS H56")
    assert qr_png("TS H56") != qr_png("TS H57")
