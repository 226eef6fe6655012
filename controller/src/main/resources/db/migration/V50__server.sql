-- What tenants asked for. A deleted server stays as history.
CREATE TABLE server (
    id                VARCHAR(36) PRIMARY KEY,
    project_id        VARCHAR(64) NOT NULL,
    user_id           VARCHAR(64) NOT NULL,
    name              VARCHAR(255) NOT NULL,
    hostname          VARCHAR(255) NOT NULL,
    description       VARCHAR(255),
    image_id          VARCHAR(64) NOT NULL,
    image_properties  VARCHAR(65535) NOT NULL,
    flavor_id         VARCHAR(255) NOT NULL,
    flavor_name       VARCHAR(255) NOT NULL,
    vcpus             INTEGER NOT NULL,
    memory_mib        BIGINT NOT NULL,
    disk_gib          BIGINT NOT NULL,
    ephemeral_gib     BIGINT NOT NULL,
    swap_mib          BIGINT NOT NULL,
    extra_specs       VARCHAR(65535) NOT NULL,
    key_name          VARCHAR(255),
    public_key        VARCHAR(16384),
    user_data         VARCHAR(65535),
    config_drive      BOOLEAN NOT NULL,
    metadata          VARCHAR(1000000) NOT NULL,
    tags              VARCHAR(32768) NOT NULL,
    zone              VARCHAR(255),
    wanted_host       VARCHAR(255),
    reservation       VARCHAR(32) NOT NULL,
    launch_index      INTEGER NOT NULL,
    access_ipv4       VARCHAR(64),
    access_ipv6       VARCHAR(64),
    auto_disk_config  BOOLEAN NOT NULL,
    -- 'OWNER' or 'ADMIN' while locked, and why
    locked_by         VARCHAR(8),
    locked_reason     VARCHAR(255),
    created_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    updated_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    launched_at       TIMESTAMP(6) WITH TIME ZONE,
    deleted_at        TIMESTAMP(6) WITH TIME ZONE,
    deleting          BOOLEAN NOT NULL,
    fault_code        INTEGER,
    fault_message     VARCHAR(4096),
    fault_at          TIMESTAMP(6) WITH TIME ZONE,
    placed            BOOLEAN NOT NULL,
    version           BIGINT NOT NULL
);
CREATE INDEX server_by_project ON server (project_id, deleted_at, created_at);
-- The unplaced are found without looking at the rest.
CREATE INDEX server_unplaced ON server (placed, deleting);

-- A server's place on one node. wanted, the reboot counters and intent are written by the API and the duties; state,
-- reason, the seen counters and observed by the link alone.
CREATE TABLE guest (
    id           VARCHAR(36) PRIMARY KEY,
    server_id    VARCHAR(36) NOT NULL REFERENCES server (id),
    node_id      VARCHAR(36) NOT NULL REFERENCES node (id),
    vcpus        INTEGER NOT NULL,
    memory_mib   BIGINT NOT NULL,
    disk_gib     BIGINT NOT NULL,
    wanted       VARCHAR(16) NOT NULL,
    soft_reboots BIGINT NOT NULL,
    hard_reboots BIGINT NOT NULL,
    intent       BIGINT NOT NULL,
    observed     BIGINT NOT NULL,
    state        VARCHAR(16) NOT NULL,
    reason       VARCHAR(4096),
    seen_soft    BIGINT NOT NULL,
    seen_hard    BIGINT NOT NULL,
    version      BIGINT NOT NULL
);
CREATE INDEX guest_by_server ON guest (server_id);
CREATE INDEX guest_by_node ON guest (node_id);

-- A server's root disk in Ceph, and its key as sealed for one node.
CREATE TABLE root_disk (
    id         VARCHAR(36) PRIMARY KEY,
    server_id  VARCHAR(36) NOT NULL REFERENCES server (id),
    image_id   VARCHAR(64) NOT NULL,
    size       BIGINT NOT NULL,
    ready      BOOLEAN NOT NULL,
    sealed_for VARCHAR(64),
    pool       VARCHAR(64),
    rbd_image  VARCHAR(255),
    monitors   VARCHAR(4096),
    ceph_user  VARCHAR(255),
    sealed_key VARCHAR(4096),
    version    BIGINT NOT NULL
);
CREATE UNIQUE INDEX root_disk_by_server ON root_disk (server_id);
