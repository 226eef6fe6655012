package org.bastide.rack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** What is wrong is refused with a reason, or ends in one, and leaves nothing behind. */
@RackTest
@ExtendWith(SharedRack.class)
class BadInputTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String SERVERS = "/compute/v2.1/servers";

    private Rack rack;
    private Cloud demo;
    private Cloud admin;
    private Live before;
    private String tiny;

    @TempDir private Path files;

    @BeforeEach
    void take(Rack shared) {
        rack = shared;
        demo = rack.cloud("demo");
        admin = rack.cloud("admin");
        before = Live.seen(rack);
        tiny =
                demo.get("/image/v2/images?name=tiny")
                        .body()
                        .path("images")
                        .path(0)
                        .path("id")
                        .asText();
    }

    @AfterEach
    void nothingIsLeft() {
        Live.awaitNothingBeyond(before, rack, PATIENCE);
    }

    @Test
    void anImageThatIsNotWhatItSaysIsRefused() throws IOException {
        Path text = Files.writeString(files.resolve("text"), "no disk at all ".repeat(10_000));

        assertThat(refusal(text)).contains("qcow2");
    }

    @Test
    void anImageOverAnotherFileIsRefused() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(64 * 1024);
        header.putInt(0x514649fb).putInt(3).putLong(112).putInt(11).putInt(16).putLong(1 << 20);
        header.position(112).put("/etc/shadow".getBytes(StandardCharsets.UTF_8));
        Path over = Files.write(files.resolve("over.qcow2"), header.array());

        assertThat(refusal(over)).contains("backing file");
    }

    /** Uploads as qcow2, and gives why it was not taken. */
    private String refusal(Path file) {
        String image = newImage("qcow2");
        Shell.Result sent = upload(image, "--data-binary", "@" + file);
        assertThat(sent.output()).endsWith(" 400");
        assertThat(imageStatus(image)).isEqualTo("queued");
        demo.delete("/image/v2/images/" + image).expect(204);
        return sent.output();
    }

    @Test
    void anUploadThatBreaksOffCanBeRepeated() throws IOException {
        String image = newImage("raw");
        byte[] bytes = new byte[6 << 20];
        new Random(1).nextBytes(bytes);

        try (Socket client = demo.dial()) {
            OutputStream out = client.getOutputStream();
            out.write(putHeader(image, bytes.length).getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, 0, bytes.length / 2);
            out.flush();
            Rack.await("half of it is being stored", PATIENCE, () -> isBeingStored(image));
        }

        Rack.await("the upload is given up", PATIENCE, () -> imageStatus(image).equals("queued"));
        Live.awaitNothingBeyond(before, rack, PATIENCE);
        Path whole = Files.write(files.resolve("whole"), bytes);
        assertThat(upload(image, "--data-binary", "@" + whole).output()).endsWith(" 204");
        assertThat(imageStatus(image)).isEqualTo("active");
        demo.delete("/image/v2/images/" + image).expect(204);
    }

    private String putHeader(String image, int length) {
        return "PUT /image/v2/images/%s/file HTTP/1.1\r\nHost: cloud\r\nX-Auth-Token: %s\r\n"
                        .formatted(image, demo.token())
                + "Content-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n"
                        .formatted(length);
    }

    private boolean isBeingStored(String image) {
        return imageStatus(image).equals("saving")
                && rack.shell("storage-1", "rbd ls images").contains(image + ".");
    }

    @Test
    void anImageThatAFullPoolHasNoRoomForIsRefused() throws IOException {
        Path large = Files.write(files.resolve("large"), new byte[1 << 20]);
        String image = newImage("raw");

        Shell.Result sent =
                whileFull(
                        "images",
                        () -> {
                            Shell.Result refused = upload(image, "--data-binary", "@" + large);
                            assertThat(imageStatus(image)).isEqualTo("queued");
                            demo.delete("/image/v2/images/" + image).expect(204);
                            return refused;
                        });

        assertThat(sent.output()).contains("pool of images is full").endsWith(" 413");
    }

    @Test
    void aServerWhoseDiskAFullPoolHasNoRoomForSaysSoAndCanBeDeletedAsOthersCan() {
        String other = demo.create("roomy", tiny, "1", Map.of());
        demo.await(other, PATIENCE, "ACTIVE");

        String fault =
                whileFull(
                        "disks",
                        () -> {
                            String server = demo.create("roomless", tiny, "1", Map.of());
                            String message = fault(demo, server);
                            demo.remove(server, PATIENCE);
                            demo.remove(other, PATIENCE);
                            return message;
                        });

        assertThat(fault).contains("root disk", "pool of disks is full");
    }

    /** Does something while a pool of Ceph takes no more bytes. */
    private <T> T whileFull(String pool, Supplier<T> what) {
        String quota = "ceph osd pool set-quota " + pool + " max_bytes ";
        rack.shell("storage-1", quota + "1");
        try {
            Rack.await("the pool is full", PATIENCE, () -> isFull(pool));
            return what.get();
        } finally {
            rack.shell("storage-1", quota + "0");
            Rack.await("the pool has room", PATIENCE, () -> !isFull(pool));
        }
    }

    private boolean isFull(String pool) {
        return rack.shell("storage-1", "ceph osd pool ls detail | grep \"'" + pool + "'\"")
                .contains("full_quota");
    }

    private String newImage(String format) {
        ObjectNode wanted = Cloud.JSON.createObjectNode();
        wanted.put("name", "bad").put("disk_format", format).put("container_format", "bare");
        return demo.post("/image/v2/images", wanted).expect(201).body().path("id").asText();
    }

    private String imageStatus(String image) {
        return demo.get("/image/v2/images/" + image).expect(200).body().path("status").asText();
    }

    private Shell.Result upload(String image, String... how) {
        List<String> words = new ArrayList<>(List.of("-X", "PUT", "-w", " %{http_code}"));
        words.addAll(List.of("-H", "Content-Type: application/octet-stream"));
        words.addAll(Arrays.asList(how));
        return rack.curl(demo, "/image/v2/images/" + image + "/file", words);
    }

    @Test
    void tokensThatAreWrongRevokedOrAnothersOpenNothing() {
        String revoked = demo.newToken();
        assertThat(demo.call("GET", SERVERS, Optional.empty(), revoked).status()).isEqualTo(200);
        revoke(revoked);
        String forged = demo.token().substring(0, demo.token().length() - 4) + "AAAA";

        assertThat(status(revoked)).isEqualTo(401);
        assertThat(status(forged)).isEqualTo(401);
        assertThat(status("nonsense")).isEqualTo(401);
        assertThat(status("")).isEqualTo(401);
    }

    @Test
    void aTokenOpensNothingOnceItHasExpired() {
        String usual = "/etc/bastide/controller.yaml";
        rack.shell("controller-1", "cp -p " + usual + " /root/usual.yaml");
        rack.shell("controller-1", "echo 'tokens: {life: PT20S}' >>" + usual);
        try {
            restartController();
            String token = demo.newToken();
            assertThat(status(token)).isEqualTo(200);

            Rack.await("the token has expired", PATIENCE, () -> status(token) == 401);
            assertThat(status(demo.newToken())).isEqualTo(200);
        } finally {
            rack.shell("controller-1", "mv /root/usual.yaml " + usual);
            restartController();
        }
    }

    private void restartController() {
        rack.shell("controller-1", "bastide-service restart bastide-controller");
        demo.read(SERVERS, PATIENCE).expect(200);
    }

    private int status(String token) {
        return demo.call("GET", SERVERS, Optional.empty(), token).status();
    }

    private void revoke(String token) {
        List<String> words = List.of("--fail", "-X", "DELETE", "-H", "X-Subject-Token: " + token);
        rack.curl(demo, "/identity/v3/auth/tokens", words).orFail();
    }

    @Test
    void aStrangerAmongNodesIsRefusedAndLogged() {
        long refused = refusals();

        assertThat(dial("").succeeded()).isFalse();
        assertThat(
                        dial("""
                                        keytool -genkeypair -keyalg EC -dname CN=compute-1 -storetype PKCS12 \
                                          -storepass changeit -keystore $work/stranger.p12 -alias node 2>/dev/null
                                        set -- --cert-type P12 --cert $work/stranger.p12:changeit""")
                                .succeeded())
                .isFalse();

        Rack.await("both refusals are in the log", PATIENCE, () -> refusals() >= refused + 2);
    }

    /** What a node does first; status 0 only where it was let in. */
    private Shell.Result dial(String certificate) {
        return rack.exec(
                "compute-1",
                "bash",
                "-euc",
                """
                work=$(mktemp -d)
                %s
                curl -sk --http1.1 --fail --max-time 20 "$@" -H 'Connection: Upgrade' -H 'Upgrade: websocket' \
                  -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: c29tZXRoaW5nIHJhbmRvbQ==' https://controller-1:5001/link"""
                        .formatted(certificate));
    }

    private long refusals() {
        return Long.parseLong(
                rack.shell(
                        "controller-1",
                        "grep -c 'a link was refused' /var/log/bastide/bastide-controller.log || true"));
    }

    @Test
    void anotherProjectsServerIsNotThere() {
        String server = admin.create("foreign", tiny, "1", Map.of());

        demo.get(SERVERS + "/" + server).expect(404);
        demo.delete(SERVERS + "/" + server).expect(404);

        admin.remove(server, PATIENCE);
    }

    @Test
    void anImageThatDoesNotFitTheFlavorIsRefused() {
        String small = flavor("too-small", 64, 1);
        ObjectNode wanted = Cloud.JSON.createObjectNode();
        wanted.put("name", "huge").put("imageRef", tiny).put("flavorRef", small);
        wanted.put("networks", "none");
        requireDisk(2);

        Cloud.Answer answer =
                demo.post(SERVERS, Cloud.JSON.createObjectNode().set("server", wanted));

        requireDisk(1);
        admin.delete("/compute/v2.1/flavors/" + small).expect(202);
        assertThat(answer.expect(400).message()).contains("Flavor's disk is smaller");
    }

    private void requireDisk(int gibibytes) {
        new Client(rack, "admin").run("image set --min-disk " + gibibytes + " tiny");
    }

    @Test
    void aServerThatNoHostHasRoomForSaysSo() {
        String giant = flavor("giant", 16 * 1024 * 1024, 1);
        quota(-1);

        String server = admin.create("giant", tiny, giant, Map.of());

        String fault = fault(admin, server);
        assertThat(fault).contains("No valid host").containsIgnoringCase("memory");
        admin.remove(server, PATIENCE);
        quota(51_200);
        admin.delete("/compute/v2.1/flavors/" + giant).expect(202);
    }

    private void quota(int ram) {
        new Client(rack, "admin").run("quota set --ram " + ram + " admin");
    }

    private String flavor(String name, int ram, int disk) {
        ObjectNode flavor = Cloud.JSON.createObjectNode();
        flavor.put("name", name).put("ram", ram).put("disk", disk).put("vcpus", 1);
        JsonNode request = Cloud.JSON.createObjectNode().set("flavor", flavor);
        return admin.post("/compute/v2.1/flavors", request)
                .expect(200)
                .body()
                .path("flavor")
                .path("id")
                .asText();
    }

    @Test
    void aServerWhoseDiskNobodyCanMakeSaysSoAndCanBeDeleted() {
        rack.shell("storage-1", "bastide-service stop bastide-storage-node");
        String server = demo.create("diskless", tiny, "1", Map.of());

        String fault = fault(demo, server);
        demo.delete(SERVERS + "/" + server).expect(204);
        rack.shell("storage-1", "bastide-service start bastide-storage-node");

        assertThat(fault).contains("root disk", "storage node");
        Rack.await(
                "the server is gone",
                PATIENCE,
                () -> demo.read(SERVERS + "/" + server, PATIENCE).status() == 404);
    }

    private String fault(Cloud cloud, String server) {
        return cloud.await(server, PATIENCE, "ERROR").path("fault").path("message").asText();
    }
}
