"""What the citizen's app can count."""

from tinhso.citizen import feedback_measures

FEEDBACK = feedback_measures.MEASURES
