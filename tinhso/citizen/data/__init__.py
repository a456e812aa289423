"""What the program brings along, beside this file: emergency numbers and risk levels."""

from pathlib import Path

FOLDER = Path(__file__).parent
