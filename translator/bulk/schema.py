"""The tables of the journal."""

VERSION = 3
ADDED = """
CREATE TABLE memory (checksum TEXT PRIMARY KEY, entries BLOB NOT NULL);
ALTER TABLE file ADD COLUMN memory TEXT;
"""
"""What version 3 has and version 2 had not."""
SCHEMA = f"""
CREATE TABLE run (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL, settings TEXT NOT NULL, glossary TEXT NOT NULL,
    finished INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE glossary (checksum TEXT PRIMARY KEY, name BLOB NOT NULL, rows BLOB NOT NULL);
CREATE TABLE file (
    name BLOB PRIMARY KEY, source BLOB NOT NULL, state TEXT NOT NULL, run INTEGER NOT NULL,
    size INTEGER, mtime_ns INTEGER, sha256 TEXT, settings TEXT, glossary TEXT, made_with TEXT,
    reason TEXT, account BLOB
) WITHOUT ROWID;
CREATE TABLE output (
    name BLOB NOT NULL, path BLOB NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL, PRIMARY KEY (name, path)
) WITHOUT ROWID;
{ADDED}"""
