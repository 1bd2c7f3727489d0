"""Tables for programs that ask tables: SQLite, parquet, data packages."""
