"""A text as a QR code: SVG for a page, PNG for a file that a phone keeps among its pictures."""

from io import BytesIO

PIXELS = 10  # of one module in a picture: sharp on every telephone


def qr_svg(text: str, *, scale: int = 4) -> str:
    """With its own white ground, so that it reads in dark mode too. Plain SVG without a class or a script."""
    # heavy, and most pages draw none
    import segno

    picture = segno.make(text, error="m", micro=False)
    return picture.svg_inline(scale=scale, border=4, light="#fff", svgclass=None, lineclass=None)


def qr_png(text: str) -> bytes:
    """The same code as a picture; the same text gives the same bytes."""
    # heavy, and most pages draw none
    import segno

    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=PIXELS, border=4)
    return out.getvalue()
