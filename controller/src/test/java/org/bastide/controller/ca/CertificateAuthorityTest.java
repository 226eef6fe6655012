package org.bastide.controller.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bastide.common.http.Problem;
import org.bastide.common.tls.Keys;
import org.bastide.common.tls.Pem;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.TestDatabase;
import org.bastide.controller.key.RootKey;
import org.bastide.controller.key.Secrets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

@Tag("sql")
class CertificateAuthorityTest {
    @TempDir Path folder;

    private Database database;
    private CertificateAuthority authority;

    @BeforeEach
    void start() {
        database = TestDatabase.fresh(folder);
        authority = obtain();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private CertificateAuthority obtain() {
        RootKey key = RootKey.load(folder.resolve("root.key"));
        return CertificateAuthority.obtain(new Secrets(database, key), "North", Instant::now);
    }

    private List<X509Certificate> node() {
        String request = Keys.certificationRequest(Keys.generate(), "compute-1");
        return authority.node(request, "1234", "compute", "compute-1");
    }

    /** By OpenSSL, as Python's and so OpenStack's clients check. */
    private void isStrictlyValid(List<X509Certificate> chain, String purpose, String... more)
            throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "no openssl here");
        Path leaf = folder.resolve("leaf.pem");
        Path issuers = folder.resolve("issuers.pem");
        Path root = folder.resolve("root.pem");
        Pem.save(leaf, Pem.write(List.of(chain.getFirst())));
        Pem.save(issuers, Pem.write(chain.subList(1, chain.size())));
        Pem.save(root, Pem.write(List.of(authority.root())));
        List<String> command =
                new java.util.ArrayList<>(
                        List.of("openssl", "verify", "-x509_strict", "-CAfile", root.toString()));
        command.addAll(List.of("-untrusted", issuers.toString(), "-purpose", purpose));
        command.addAll(List.of(more));
        command.add(leaf.toString());

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void theApisCertificateIsStrictlyValidForEachOfItsNames() throws Exception {
        List<X509Certificate> chain =
                authority.apiServer(List.of("cloud.example", "192.0.2.7", "2001:db8::7")).chain();

        isStrictlyValid(chain, "sslserver", "-verify_hostname", "cloud.example");
        isStrictlyValid(chain, "sslserver", "-verify_ip", "192.0.2.7");
        isStrictlyValid(chain, "sslserver", "-verify_ip", "2001:db8::7");
        assertThat(chain).last().isEqualTo(authority.root());
    }

    @Test
    void theLinksCertificatesAreStrictlyValidForTheirSides() throws Exception {
        isStrictlyValid(authority.linkServer(List.of("c1")).chain(), "sslserver");
        isStrictlyValid(node(), "sslclient");
    }

    @Test
    void everyCertificateNamesTheRegionAndANodesItsRoleAndId() throws Exception {
        X509Certificate node = node().getFirst();

        assertThat(node.getSubjectX500Principal().getName()).contains("O=Bastide North");
        assertThat(authority.root().getSubjectX500Principal().getName())
                .contains("O=Bastide North");
        assertThat(node.getSubjectAlternativeNames())
                .containsExactly(List.of(6, "bastide://North/node/compute/1234"));
    }

    @Test
    void theAuthorityIsTheSameAfterARestart() {
        CertificateAuthority again = obtain();

        assertThat(again.root()).isEqualTo(authority.root());
        assertThat(again.linkIssuer()).isEqualTo(authority.linkIssuer());
    }

    @Test
    void anotherRootKeyOpensNothing() {
        RootKey other = RootKey.load(folder.resolve("other.key"));

        assertThatThrownBy(
                        () ->
                                CertificateAuthority.obtain(
                                        new Secrets(database, other), "North", Instant::now))
                .hasMessageContaining("another root key");
    }

    @Test
    void onlySignedRequestsAreCertified() {
        KeyPair mine = Keys.generate();
        KeyPair stolen = new KeyPair(Keys.generate().getPublic(), mine.getPrivate());

        for (String request :
                List.of(
                        "",
                        "nonsense",
                        Pem.write(List.of(authority.root())),
                        Pem.write(mine.getPrivate()),
                        "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
                        "-----BEGIN CERTIFICATE REQUEST-----\n*\n-----END CERTIFICATE REQUEST-----",
                        Keys.certificationRequest(stolen, "stolen"))) {
            assertThatThrownBy(() -> authority.node(request, "1", "compute", "n"))
                    .as(request)
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem ->
                                    assertThat(problem.code()).isEqualTo(Problem.Code.BAD_REQUEST));
        }
    }
}
