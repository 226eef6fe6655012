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
        String image = newImage();
        Shell.Result sent = upload(image, "--data-binary", "@" + file);
        assertThat(sent.output()).endsWith(" 400");
        assertThat(imageStatus(image)).isEqualTo("queued");
        demo.delete("/image/v2/images/" + image).expect(204);
        return sent.output();
    }

    @Test
    void anUploadThatBreaksOffCanBeRepeated() throws IOException {
        String image = newImage();
        Path half = Files.write(files.resolve("half"), new byte[3 << 20]);

        // tells more than it sends, and hangs up
        upload(image, "--max-time", "4", "-H", "Content-Length: 9000000", "-T", half.toString());

        Rack.await("the upload is given up", PATIENCE, () -> imageStatus(image).equals("queued"));
        Live.awaitNothingBeyond(before, rack, PATIENCE);
        demo.delete("/image/v2/images/" + image).expect(204);
    }

    private String newImage() {
        ObjectNode wanted = Cloud.JSON.createObjectNode();
        wanted.put("name", "bad").put("disk_format", "qcow2").put("container_format", "bare");
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
