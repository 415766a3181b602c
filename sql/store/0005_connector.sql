-- What scrim made for the account of a data tool, and where. A row is written
-- before the thing is made and goes after it was seen to be gone; it outlives
-- the connector's document.

-- +goose Up

CREATE TABLE held (
    number    INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order in which they were made
    connector TEXT    NOT NULL,
    place     TEXT    NOT NULL, -- the cluster or project
    key       TEXT    NOT NULL, -- the thing's identity there
    thing     TEXT    NOT NULL, -- JSON
    before    INTEGER NOT NULL CHECK (before IN (0, 1)), -- it was there before scrim, and is not scrim's to take away
    UNIQUE (connector, place, key)
);

-- +goose Down
DROP TABLE held;
