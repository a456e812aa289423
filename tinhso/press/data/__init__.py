from pathlib import Path

CATEGORIES = Path(__file__).parent / "categories.csv"
