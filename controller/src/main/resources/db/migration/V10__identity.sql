-- Who there is (Keystone's nouns). A domain is a project that acts as one, as in Keystone; its domain_id is ''.
CREATE TABLE identity_project (
    id          VARCHAR(64) PRIMARY KEY,
    name        VARCHAR(64) NOT NULL,
    domain_id   VARCHAR(64) NOT NULL,
    parent_id   VARCHAR(64) REFERENCES identity_project (id),
    is_domain   BOOLEAN NOT NULL,
    enabled     BOOLEAN NOT NULL,
    description VARCHAR(65536) NOT NULL,
    tags        VARCHAR(32768) NOT NULL,
    options     VARCHAR(4096) NOT NULL,
    extra       VARCHAR(65536) NOT NULL,
    version     BIGINT NOT NULL,
    UNIQUE (domain_id, name)
);
CREATE INDEX identity_project_by_parent ON identity_project (parent_id);

CREATE TABLE identity_user (
    id                 VARCHAR(64) PRIMARY KEY,
    name               VARCHAR(255) NOT NULL,
    domain_id          VARCHAR(64) NOT NULL REFERENCES identity_project (id) ON DELETE CASCADE,
    enabled            BOOLEAN NOT NULL,
    default_project_id VARCHAR(64) REFERENCES identity_project (id) ON DELETE SET NULL,
    password_hash      VARCHAR(255),
    options            VARCHAR(4096) NOT NULL,
    extra              VARCHAR(65536) NOT NULL,
    version            BIGINT NOT NULL,
    UNIQUE (domain_id, name)
);
CREATE INDEX identity_user_by_default_project ON identity_user (default_project_id);

-- domain_id is '' for a role of the whole cloud.
CREATE TABLE identity_role (
    id          VARCHAR(64) PRIMARY KEY,
    name        VARCHAR(255) NOT NULL,
    domain_id   VARCHAR(64) NOT NULL,
    description VARCHAR(65536) NOT NULL,
    options     VARCHAR(4096) NOT NULL,
    extra       VARCHAR(65536) NOT NULL,
    version     BIGINT NOT NULL,
    UNIQUE (domain_id, name)
);

CREATE TABLE identity_implied_role (
    prior_role_id   VARCHAR(64) NOT NULL REFERENCES identity_role (id) ON DELETE CASCADE,
    implied_role_id VARCHAR(64) NOT NULL REFERENCES identity_role (id) ON DELETE CASCADE,
    PRIMARY KEY (prior_role_id, implied_role_id)
);

-- A role of a user on a project or domain.
CREATE TABLE identity_assignment (
    user_id   VARCHAR(64) NOT NULL REFERENCES identity_user (id) ON DELETE CASCADE,
    target_id VARCHAR(64) NOT NULL REFERENCES identity_project (id) ON DELETE CASCADE,
    role_id   VARCHAR(64) NOT NULL REFERENCES identity_role (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, target_id, role_id)
);
CREATE INDEX identity_assignment_by_target ON identity_assignment (target_id);
CREATE INDEX identity_assignment_by_role ON identity_assignment (role_id);

-- A role of a user on the system.
CREATE TABLE identity_system_assignment (
    user_id VARCHAR(64) NOT NULL REFERENCES identity_user (id) ON DELETE CASCADE,
    role_id VARCHAR(64) NOT NULL REFERENCES identity_role (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, role_id)
);
CREATE INDEX identity_system_assignment_by_role ON identity_system_assignment (role_id);

-- Tokens of the subject issued up to then are void. Rows are only added, and dropped once no such token can live.
CREATE TABLE identity_revocation (
    id            VARCHAR(64) PRIMARY KEY,
    kind          VARCHAR(16) NOT NULL,
    subject       VARCHAR(64) NOT NULL,
    issued_before TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires       TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX identity_revocation_by_expiry ON identity_revocation (expires);
