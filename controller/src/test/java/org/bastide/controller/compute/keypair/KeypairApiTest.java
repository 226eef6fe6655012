package org.bastide.controller.compute.keypair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.common.http.Problem;
import org.bastide.controller.compute.ComputeCloud;
import org.bastide.controller.compute.ComputeCloud.Answer;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

@Tag("sql")
class KeypairApiTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ann";

    @TempDir Path folder;
    private ComputeCloud cloud;

    @BeforeEach
    void start() {
        cloud = new ComputeCloud(folder);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private Answer importKey(String user, String version, String name) {
        return cloud.post(
                user,
                version,
                "/os-keypairs",
                "{\"keypair\": {\"name\": \"%s\", \"public_key\": \"%s\"}}".formatted(name, KEY));
    }

    @Test
    void anImportedKeyIsShownAsItIs() {
        Answer created = importKey("ann", "2.2", "laptop");

        assertThat(created.status()).isEqualTo(201);
        JsonNode keypair = created.json().path("keypair");
        assertThat(keypair.path("public_key").asText()).isEqualTo(KEY);
        assertThat(keypair.path("type").asText()).isEqualTo("ssh");
        assertThat(keypair.path("user_id").asText()).isEqualTo("ann");
        assertThat(keypair.has("private_key")).isFalse();
        JsonNode shown = cloud.get("ann", "2.2", "/os-keypairs/laptop").json().path("keypair");
        assertThat(shown.path("fingerprint")).isEqualTo(keypair.path("fingerprint"));
        assertThat(shown.path("created_at").asText()).isEqualTo("2026-01-02T03:04:05.678901");
        assertThat(shown.path("deleted").asBoolean(true)).isFalse();
        assertThat(shown.path("deleted_at").isNull()).isTrue();
        assertThat(
                        cloud.get("ann", "2.79", "/os-keypairs")
                                .json()
                                .at("/keypairs/0/keypair/name")
                                .asText())
                .isEqualTo("laptop");
    }

    @Test
    void aGeneratedKeyIsGivenOutOnceAndItsHalvesMatch() throws Exception {
        JsonNode keypair =
                cloud.post("ann", "2.79", "/os-keypairs", "{\"keypair\": {\"name\": \"new\"}}")
                        .json()
                        .path("keypair");

        String pem = keypair.path("private_key").asText();
        assertThat(pem).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        BigInteger modulus = RSAPrivateKey.getInstance(der).getModulus();
        byte[] blob = Base64.getDecoder().decode(keypair.path("public_key").asText().split(" ")[1]);
        assertThat(new BigInteger(Arrays.copyOfRange(blob, blob.length - 257, blob.length)))
                .isEqualTo(modulus);
        JsonNode shown = cloud.get("ann", "2.79", "/os-keypairs/new").json().path("keypair");
        assertThat(shown.has("private_key")).isFalse();
    }

    @Test
    void versionsBefore22HaveNoTypeAndOtherStatuses() {
        Answer created = importKey("ann", "2.1", "old");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.json().path("keypair").has("type")).isFalse();
        assertThat(cloud.delete("ann", "2.1", "/os-keypairs/old").status()).isEqualTo(202);
        importKey("ann", "2.2", "old");
        assertThat(cloud.delete("ann", "2.2", "/os-keypairs/old").status()).isEqualTo(204);
        assertThat(cloud.delete("ann", "2.2", "/os-keypairs/old").fault("itemNotFound"))
                .isEqualTo("Keypair old not found for user ann");
    }

    @Test
    void aNameIsTakenOnceForEachUser() {
        importKey("ann", "2.79", "mine");

        assertThat(importKey("ann", "2.79", "mine").fault("conflictingRequest"))
                .isEqualTo("Key pair 'mine' already exists.");
        assertThat(importKey("bob", "2.79", "mine").status()).isEqualTo(201);
    }

    @Test
    void adminsCareForOthersKeysAndNobodyElseDoes() {
        String body =
                "{\"keypair\": {\"name\": \"gift\", \"user_id\": \"ann\", \"public_key\": \"%s\"}}"
                        .formatted(KEY);

        assertThat(cloud.post("bob", "2.10", "/os-keypairs", body).status()).isEqualTo(403);
        assertThat(cloud.post("root", "2.9", "/os-keypairs", body).fault("badRequest"))
                .contains("user_id");
        assertThat(cloud.post("root", "2.10", "/os-keypairs", body).status()).isEqualTo(201);
        assertThat(cloud.get("ann", "2.10", "/os-keypairs/gift").status()).isEqualTo(200);
        assertThat(cloud.get("bob", "2.10", "/os-keypairs?user_id=ann").status()).isEqualTo(403);
        assertThat(
                        cloud.get("root", "2.10", "/os-keypairs?user_id=ann")
                                .json()
                                .path("keypairs")
                                .size())
                .isEqualTo(1);
        assertThat(cloud.get("root", "2.9", "/os-keypairs?user_id=ann").json().path("keypairs"))
                .isEmpty();
        assertThat(cloud.delete("root", "2.10", "/os-keypairs/gift?user_id=ann").status())
                .isEqualTo(204);
    }

    @Test
    void listsArePagedSince235() {
        importKey("ann", "2.79", "a");
        importKey("ann", "2.79", "b");
        importKey("ann", "2.79", "c");

        JsonNode page = cloud.get("ann", "2.35", "/os-keypairs?limit=1&marker=a").json();
        assertThat(page.at("/keypairs/0/keypair/name").asText()).isEqualTo("b");
        assertThat(page.at("/keypairs_links/0/href").asText()).endsWith("limit=1&marker=b");
        assertThat(cloud.get("ann", "2.34", "/os-keypairs?limit=1").json().path("keypairs"))
                .hasSize(3);
        assertThat(cloud.get("ann", "2.35", "/os-keypairs?marker=x").fault("badRequest"))
                .isEqualTo("marker [x] not found");
    }

    @Test
    void whatIsWrongIsNamedAndLeavesNothing() {
        assertThat(refusal("{'name': 'a/b'}")).contains("keypair/name");
        assertThat(refusal("{'name': 'n', 'type': 'pgp'}")).contains("keypair/type");
        assertThat(refusal("{'name': 'n', 'type': 'x509'}")).contains("type: certificates");
        assertThat(refusal("{'name': 'n', 'public_key': 'x'}")).contains("public_key");
        assertThat(refusal("{'name': 'n', 'public_key': null}")).contains("public_key");
        assertThat(refusal("{'name': 'n', 'colour': 'red'}")).contains("colour");
        assertThat(cloud.get("ann", "2.79", "/os-keypairs").json().path("keypairs")).isEmpty();
    }

    private String refusal(String keypair) {
        return cloud.post(
                        "ann",
                        "2.79",
                        "/os-keypairs",
                        "{\"keypair\": %s}".formatted(keypair.replace('\'', '"')))
                .fault("badRequest");
    }

    @Test
    void theQuotaEndsWhatAUserMayKeep() {
        cloud.put("root", "2.79", "/os-quota-sets/blue", "{\"quota_set\": {\"key_pairs\": 1}}");
        importKey("ann", "2.79", "first");

        assertThat(importKey("ann", "2.79", "second").fault("forbidden"))
                .isEqualTo("Quota exceeded, too many key pairs.");
        assertThat(importKey("rex", "2.79", "another users").status()).isEqualTo(201);
    }

    @Test
    void aServerGetsItsUsersKey() {
        importKey("ann", "2.79", "laptop");
        KeypairService keypairs = cloud.catalog().keypairs();

        assertThat(
                        cloud.database()
                                .<String>read(
                                        tx ->
                                                keypairs.forServer(tx, "ann", "laptop")
                                                        .publicKey()
                                                        .text()))
                .isEqualTo(KEY);
        assertThatThrownBy(
                        () -> cloud.database().read(tx -> keypairs.forServer(tx, "bob", "laptop")))
                .isInstanceOf(Problem.class)
                .hasMessage("Invalid key_name provided.");
    }

    @Test
    void eachChangeIsTold() {
        importKey("ann", "2.79", "laptop");
        cloud.delete("ann", "2.79", "/os-keypairs/laptop");

        assertThat(cloud.events())
                .containsExactly("ann keypair.create laptop", "ann keypair.delete laptop");
        assertThat(
                        cloud.database()
                                .<Long>read(
                                        tx -> tx.number("SELECT count(*) FROM keypair", Map.of())))
                .isZero();
    }
}
