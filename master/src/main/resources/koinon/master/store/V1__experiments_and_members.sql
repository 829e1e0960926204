-- The same statements for SQLite and PostgreSQL. Times are microseconds since 1970, flags 0 or 1.

CREATE TABLE experiments (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    request TEXT NOT NULL,
    state TEXT NOT NULL,
    created BIGINT NOT NULL,
    finished BIGINT,
    header BYTEA,
    outcome TEXT,
    failure_code TEXT,
    failure_message TEXT
);
CREATE INDEX experiments_by_creation ON experiments (created, id);
CREATE INDEX experiments_by_state ON experiments (state, created, id);

CREATE TABLE invitations (
    id TEXT NOT NULL PRIMARY KEY,
    secret_hash BYTEA NOT NULL,
    name TEXT NOT NULL,
    expires BIGINT NOT NULL,
    used BIGINT NOT NULL
);

CREATE TABLE workers (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    admitted BIGINT NOT NULL,
    suspended BIGINT NOT NULL,
    identity_key BYTEA,
    announcement BYTEA
);
CREATE UNIQUE INDEX workers_by_name ON workers (name_key);

CREATE TABLE certificates (
    worker_id TEXT NOT NULL REFERENCES workers (id),
    serial TEXT NOT NULL,
    not_after BIGINT NOT NULL,
    revoked BIGINT NOT NULL,
    PRIMARY KEY (worker_id, serial)
);
