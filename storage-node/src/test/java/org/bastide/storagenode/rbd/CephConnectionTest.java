package org.bastide.storagenode.rbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.storagenode.CephCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

@Tag("ceph")
@ExtendWith(CephCluster.class)
class CephConnectionTest {
    /** A client as the monitors list it. */
    private static final Pattern CLIENT =
            Pattern.compile("\"addr\":\"127\\.0\\.0\\.1:0\",\"nonce\":([0-9]+)");

    private final CephCluster.Running ceph;
    private final ImageSpec image = new ImageSpec("volumes", UUID.randomUUID().toString());

    CephConnectionTest(CephCluster.Running ceph) {
        this.ceph = ceph;
    }

    private CephBlockStore connect() {
        return new CephBlockStore(ceph.directory().resolve("ceph.conf"), "bastide-storage");
    }

    private Set<String> clients() {
        String sessions = ceph.admin("ceph", "tell", "mon.a", "sessions");
        return CLIENT.matcher(sessions.replaceAll("\\s", ""))
                .results()
                .map(client -> "127.0.0.1:0/" + client.group(1))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void aClientThatTheClusterShutOutConnectsAnew() {
        Set<String> before = clients();
        try (CephBlockStore store = connect()) {
            store.create(image, 4096);
            Set<String> after = clients();
            after.removeAll(before);
            assertThat(after).isNotEmpty();
            after.forEach(client -> ceph.admin("ceph", "osd", "blocklist", "add", client));

            assertThatThrownBy(() -> store.annotate(image, "key", "value"))
                    .isInstanceOf(BlockStoreException.class);

            store.annotate(image, "key", "value");
            assertThat(store.annotation(image, "key")).hasValue("value");
        }
    }

    @Test
    void virtualThreadsMayUseItToo() throws Exception {
        AtomicReference<Object> seen = new AtomicReference<>();
        try (CephBlockStore store = connect()) {
            store.create(image, 4096);

            Thread.ofVirtual().start(() -> seen.set(store.size(image).orElseThrow())).join();

            assertThat(seen.get()).isEqualTo(4096L);
        }
    }

    @Test
    void aStreamEndsBeforeItsConnectionCloses() throws Exception {
        CephBlockStore store = connect();
        store.create(image, 4096);
        InputStream stream = store.read(image, 4096);
        assertThat(stream.read()).isZero();

        Thread closing = Thread.ofPlatform().start(store::close);
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> store.size(image)).hasMessageContaining("stops");
        stream.close();
        closing.join();

        assertThat(closing.isAlive()).isFalse();
    }

    @Test
    void aPoolThatDoesNotExistIsNoMissingImage() {
        assertThatThrownBy(() -> ceph.store().size(new ImageSpec("nowhere", "image")))
                .isInstanceOf(BlockStoreException.class)
                .hasMessageContaining("opening pool nowhere");
    }

    @Test
    void whatCannotConnectSaysSo() {
        try (CephBlockStore store = new CephBlockStore(Path.of("/nowhere"), "nobody")) {
            assertThatThrownBy(() -> store.size(image))
                    .isInstanceOf(BlockStoreException.class)
                    .hasMessageContaining("reading /nowhere");
        }
    }
}
