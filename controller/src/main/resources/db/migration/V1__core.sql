-- What happened, in one sequence (DESIGN §3). The head is one row that each append locks and counts up.
CREATE TABLE event_head (
    sequence BIGINT NOT NULL
);
INSERT INTO event_head (sequence) VALUES (0);

CREATE TABLE event (
    sequence    BIGINT PRIMARY KEY,
    at          TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    actor       VARCHAR(64) NOT NULL,
    project_id  VARCHAR(64),
    kind        VARCHAR(64) NOT NULL,
    resource    VARCHAR(32) NOT NULL,
    resource_id VARCHAR(64) NOT NULL,
    request_id  VARCHAR(64),
    detail      VARCHAR(8192) NOT NULL
);
CREATE INDEX event_by_resource ON event (resource_id, sequence);

-- One row a duty (DESIGN §9): who holds it, since which epoch, until when.
CREATE TABLE lease (
    duty    VARCHAR(32) PRIMARY KEY,
    holder  VARCHAR(64) NOT NULL,
    address VARCHAR(255) NOT NULL,
    epoch   BIGINT NOT NULL,
    until   TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- Sealed secrets of the cloud itself, such as the signing keys; see the key package.
CREATE TABLE secret (
    name   VARCHAR(64) PRIMARY KEY,
    sealed VARCHAR(16384) NOT NULL
);
