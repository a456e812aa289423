"""Who can be become on the sign-in page of a demo."""

from tinhso.demo.cast import members

CAST = members()
