"""What the program brings along, beside this file: emergency numbers, risk levels, offensive words."""

from pathlib import Path

FOLDER = Path(__file__).parent
