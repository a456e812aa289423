"""Reads the tables that people really publish: any encoding, any dialect, right or reported, never silently wrong.

`survey` looks at a file and says how it would be read (`Plan`); `take_in` reads it whole into one Parquet and one
DuckDB file and accounts for every line that it did not understand. Plain Python and DuckDB, meant to run in a child
process: the web process never opens DuckDB.
"""
