//! Where facts are kept: SQLite and PostgreSQL through one code path
