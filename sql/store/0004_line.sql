-- The lines of the store's life, one for each time that it was opened. A copy
-- has the lines up to where it was made and goes on in one of its own, so that
-- a warehouse which remembers the line that wrote it tells a copy from the
-- original.

-- +goose Up

CREATE TABLE line (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    token  TEXT    NOT NULL UNIQUE,
    since  INTEGER NOT NULL -- the store's revision when the line began, and the last of the line before
);
