-- +goose Up

-- Which physical warehouse each cluster is. A warehouse has one cluster.
CREATE TABLE warehouse (
    cluster  TEXT PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE
) WITHOUT ROWID;

-- +goose Down
DROP TABLE warehouse;
