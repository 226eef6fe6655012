-- Images (DESIGN §2, §6): what is wanted of one, and which attempt's bytes at the storage nodes are it.
CREATE TABLE image (
    id               VARCHAR(36) PRIMARY KEY,
    owner            VARCHAR(64) NOT NULL,
    state            VARCHAR(16) NOT NULL,
    name             VARCHAR(255),
    visibility       VARCHAR(16) NOT NULL,
    is_protected     BOOLEAN NOT NULL,
    hidden           BOOLEAN NOT NULL,
    disk_format      VARCHAR(16),
    container_format VARCHAR(16),
    min_disk         INTEGER NOT NULL,
    min_ram          INTEGER NOT NULL,
    tags             VARCHAR(262144) NOT NULL,
    properties       VARCHAR(1048576) NOT NULL,
    -- of the stored bytes; NULL until there are some
    size             BIGINT,
    virtual_size     BIGINT,
    md5              VARCHAR(32),
    sha512           VARCHAR(128),
    stored           INTEGER,
    -- uploads begun so far, and who receives the running one until when
    attempt          INTEGER NOT NULL,
    upload_holder    VARCHAR(64),
    upload_until     TIMESTAMP(6) WITH TIME ZONE,
    intent           BIGINT NOT NULL,
    observed         BIGINT NOT NULL,
    version          BIGINT NOT NULL,
    created_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    updated_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX image_by_owner ON image (owner);
CREATE INDEX image_unsettled ON image (state, observed, intent);

-- Ids that were images once: an id names bytes, so it is never given twice.
CREATE TABLE image_history (
    id         VARCHAR(36) PRIMARY KEY,
    owner      VARCHAR(64) NOT NULL,
    deleted_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
