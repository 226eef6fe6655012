package org.bastide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

class TrustTest {
    private static final String PASSWORD = "changeit";

    @TempDir private Path folder;

    @Test
    void onlyTheAuthorityInCacertIsTrusted() throws Exception {
        KeyStore server = keys("server", "ip:127.0.0.1");
        KeyStore stranger = keys("stranger", "ip:127.0.0.1");
        Terminal terminal = new Terminal(folder);

        try (FakeCloud cloud = new FakeCloud(context(server))) {
            assertThat(list(terminal, cloud, server).status()).isZero();
            Terminal.Result refused = list(terminal, cloud, stranger);

            assertThat(refused.status()).isEqualTo(3);
            assertThat(refused.err()).contains("is the cloud's authority the one in cacert?");
        }
    }

    @Test
    void aCertificateForAnotherAddressIsRefused() throws Exception {
        KeyStore server = keys("server", "ip:127.0.0.2");

        try (FakeCloud cloud = new FakeCloud(context(server))) {
            assertThat(list(new Terminal(folder), cloud, server).status()).isEqualTo(3);
        }
    }

    private static Terminal.Result list(Terminal terminal, FakeCloud cloud, KeyStore authority)
            throws Exception {
        String pem =
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(
                                Base64.getMimeEncoder()
                                        .encodeToString(
                                                authority.getCertificate("key").getEncoded()));
        terminal.knows(cloud.url());
        Path file = terminal.folder.resolve("clouds.yaml");
        Files.writeString(
                file,
                Files.readString(file) + "    cacert: " + terminal.file("ca.pem", pem) + "\n");
        return terminal.type("node", "list");
    }

    private static SSLContext context(KeyStore keys) throws Exception {
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private KeyStore keys(String name, String address) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD,
                                "-alias",
                                "key",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=" + address)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }
}
