"""Records that must outlive the process: SQLite by default, PostgreSQL where several machines share them."""
