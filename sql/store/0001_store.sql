-- scrim's own state. Times are microseconds since 1970 in UTC; 0 is "never".
-- Text compares byte by byte (SQLite's BINARY collation).

-- +goose Up

-- One row. The identity is made once and travels with a backup: a warehouse
-- that remembers another identity must be loaded anew.
CREATE TABLE store (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    identity TEXT    NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0, -- of the last accepted event
    mark     INTEGER NOT NULL DEFAULT 0  -- of the last transaction that made something dirty
);

-- What came in: one row for each delivery that was answered. The receipt is
-- kept, so that the same delivery gets the same answer.
CREATE TABLE delivery (
    sender   TEXT    NOT NULL, -- the authenticated one
    id       TEXT    NOT NULL,
    digest   TEXT    NOT NULL, -- hex SHA-256 of the body
    received INTEGER NOT NULL,
    receipt  TEXT    NOT NULL, -- JSON
    PRIMARY KEY (sender, id)
);
CREATE INDEX delivery_received ON delivery (received);

-- Every event that was given a revision, for ever.
CREATE TABLE journal (
    revision  INTEGER PRIMARY KEY,
    principal TEXT    NOT NULL, -- the delivery's authenticated sender
    delivery  TEXT    NOT NULL,
    event     TEXT    NOT NULL, -- the event's id
    sender    TEXT    NOT NULL, -- its CloudEvents source
    type      TEXT    NOT NULL,
    kind      TEXT    NOT NULL, -- empty for scrim.sync.completed, as are id and version
    id        TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    verdict   TEXT    NOT NULL CHECK (verdict IN ('accepted', 'conflicting')),
    received  INTEGER NOT NULL,
    raw       BLOB    NOT NULL
);

-- state.Object as state.Fold left it. A tombstone stays for ever: its version
-- is what makes late deliveries stale.
CREATE TABLE object (
    kind     TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    sender   TEXT    NOT NULL,
    revision INTEGER NOT NULL, -- of the event that changed it last
    version  INTEGER NOT NULL,
    created  INTEGER NOT NULL,
    deleted  INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    conflict INTEGER NOT NULL CHECK (conflict IN (0, 1)),
    digest   TEXT    NOT NULL,
    due      INTEGER NOT NULL, -- when time alone changes it
    reviews  TEXT    NOT NULL, -- JSON, empty when there are none
    data     BLOB,             -- NULL for a tombstone
    PRIMARY KEY (kind, id, sender)
);
CREATE INDEX object_revision ON object (kind, revision);
CREATE INDEX object_due ON object (due) WHERE due > 0;

-- Which objects name which others, so that one user's facts are found without
-- reading everybody's.
CREATE TABLE reference (
    target_kind TEXT NOT NULL,
    target_id   TEXT NOT NULL,
    kind        TEXT NOT NULL,
    id          TEXT NOT NULL,
    sender      TEXT NOT NULL,
    PRIMARY KEY (target_kind, target_id, kind, id, sender)
) WITHOUT ROWID;
CREATE INDEX reference_object ON reference (kind, id, sender);

-- What each cluster has yet to look at. A row names, it never carries.
CREATE TABLE dirty (
    cluster  TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    revision INTEGER NOT NULL, -- up to which it is dirty
    mark     INTEGER NOT NULL, -- grows each time it is marked, so that a mark made during a pass outlives the pass
    since    INTEGER NOT NULL, -- when it became dirty
    PRIMARY KEY (cluster, kind, id)
) WITHOUT ROWID;

-- Senders that have said that everything was sent.
CREATE TABLE synced (
    sender   TEXT    PRIMARY KEY,
    revision INTEGER NOT NULL,
    at       INTEGER NOT NULL
) WITHOUT ROWID;

-- One writer for each cluster. The token grows with each change of holder and
-- never goes back: the row outlives its lease.
CREATE TABLE lease (
    cluster TEXT    PRIMARY KEY,
    holder  TEXT    NOT NULL, -- empty when released
    token   INTEGER NOT NULL,
    expires INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE status (
    cluster TEXT NOT NULL,
    kind    TEXT NOT NULL,
    id      TEXT NOT NULL,
    phase   TEXT NOT NULL,
    body    TEXT NOT NULL, -- state.Status as JSON
    PRIMARY KEY (cluster, kind, id)
);
CREATE INDEX status_phase ON status (cluster, phase);

CREATE TABLE cluster_status (
    cluster TEXT PRIMARY KEY,
    body    TEXT NOT NULL -- state.ClusterStatus as JSON
);

-- What scrim put on a cluster, by source.
CREATE TABLE deployed (
    cluster  TEXT NOT NULL,
    source   TEXT NOT NULL,
    view     BLOB,          -- view.View as applied, as JSON
    applied  TEXT NOT NULL, -- state.Applied as JSON
    approved BLOB,
    PRIMARY KEY (cluster, source)
);

-- What could never be read.
CREATE TABLE rejection (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    door     TEXT    NOT NULL,
    sender   TEXT    NOT NULL,
    delivery TEXT    NOT NULL,
    digest   TEXT    NOT NULL,
    body     BLOB    NOT NULL, -- its beginning
    issues   TEXT    NOT NULL, -- JSON
    at       INTEGER NOT NULL
);

-- +goose Down
DROP TABLE rejection;
DROP TABLE deployed;
DROP TABLE cluster_status;
DROP TABLE status;
DROP TABLE lease;
DROP TABLE synced;
DROP TABLE dirty;
DROP TABLE reference;
DROP TABLE object;
DROP TABLE journal;
DROP TABLE delivery;
DROP TABLE store;
