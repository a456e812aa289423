from tinhso.lib.files.spreadsheets import MEGABYTE

MOST_ROWS, MOST_BYTES = 5000, 2 * MEGABYTE
