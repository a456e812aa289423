"""What the program brings along, beside this file: offensive words."""

from pathlib import Path

FOLDER = Path(__file__).parent
