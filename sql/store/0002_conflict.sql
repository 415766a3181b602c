-- Documents in conflict are few and looked for often.

-- +goose Up

CREATE INDEX object_conflict ON object (kind, id) WHERE conflict = 1;
