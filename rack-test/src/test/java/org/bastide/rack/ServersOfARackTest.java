package org.bastide.rack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;

@RackTest
@ExtendWith(SharedRack.class)
class ServersOfARackTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private Rack rack;

    @BeforeEach
    void take(Rack shared) {
        rack = shared;
    }

    @Test
    void serversKnowEachOtherByTheNamesThatTheyAreListedUnder() {
        String listed = rack.rack("ls").orFail();

        assertThat(listed)
                .contains("controller-1", "storage-1", "compute-1", "compute-2")
                .doesNotContain(" off ");
        assertThat(rack.shell("compute-2", "hostname")).isEqualTo("compute-2");
        assertThat(rack.shell("compute-2", "ping -c 1 -W 5 storage-1")).contains(" 0% packet loss");
    }

    @Test
    void noPacketLeavesTheRack() {
        Shell.Result outside = rack.exec("compute-1", "ping", "-c", "1", "-W", "2", "192.0.2.1");

        assertThat(outside.succeeded()).isFalse();
        assertThat(outside.output()).contains("No route to host");
    }

    @Test
    void cephServesTheThreePoolsAndGuardsItsKeys() {
        assertThat(rack.shell("storage-1", "ceph health")).startsWith("HEALTH_OK");
        assertThat(rack.shell("storage-1", "rados lspools")).contains("images", "disks", "volumes");
        assertThat(rack.shell("storage-1", "stat -c %a /etc/ceph/*.keyring | sort -u"))
                .isEqualTo("600");
        assertThat(rack.shell("storage-1", "rbd --id bastide-storage ls images")).isNotNull();
    }

    @Test
    void aServiceThatDiesStartsAgainByItself() {
        String before = rack.shell("storage-1", "cat /run/bastide/ceph-osd.pid");

        rack.shell("storage-1", "kill -9 " + before);

        Rack.await(
                "another OSD process serves",
                PATIENCE,
                () ->
                        !pidOf("storage-1", "ceph-osd").equals(before)
                                && rack.exec(
                                                "storage-1",
                                                "timeout",
                                                "20",
                                                "rados",
                                                "-p",
                                                "images",
                                                "stat",
                                                "rbd_info")
                                        .succeeded());
    }

    @Test
    void aGuestOutlivesLibvirtAndLibvirtFindsItAgain() {
        rack.shell(
                "compute-1",
                """
                echo "<domain type='qemu'><name>survivor</name><memory unit='MiB'>32</memory><os><type>hvm</type></os></domain>" \
                  >/tmp/survivor.xml && virsh create /tmp/survivor.xml""");
        String guest = rack.shell("compute-1", "pgrep -f guest=survivor");

        rack.shell("compute-1", "kill -9 $(cat /run/bastide/libvirtd.pid)");

        Rack.await(
                "libvirt lists the guest",
                PATIENCE,
                () ->
                        rack.exec("compute-1", "virsh", "domstate", "survivor")
                                .output()
                                .startsWith("running"));
        assertThat(rack.shell("compute-1", "pgrep -f guest=survivor")).isEqualTo(guest);
        rack.shell("compute-1", "virsh destroy survivor");
    }

    @Test
    void aServerComesBackFromAPowerCutWithItsData() {
        rack.shell("storage-1", "rbd create --size 1M volumes/kept");

        rack.kill("storage-1");
        assertThat(rack.rack("ls").orFail()).containsPattern("storage-1 .* off ");
        assertThat(rack.exec("storage-1", "true").output()).contains("does not run");
        rack.start("storage-1");

        Rack.await(
                "Ceph serves",
                PATIENCE,
                () ->
                        rack.exec("storage-1", "timeout", "20", "rbd", "info", "volumes/kept")
                                .succeeded());
        rack.shell("storage-1", "rbd rm volumes/kept");
    }

    private String pidOf(String server, String service) {
        return rack.exec(server, "cat", "/run/bastide/" + service + ".pid").output().strip();
    }
}
