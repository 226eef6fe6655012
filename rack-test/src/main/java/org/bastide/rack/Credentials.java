package org.bastide.rack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What an {@code openrc} file says. */
record Credentials(Map<String, String> variables) {
    private static final Pattern EXPORT = Pattern.compile("export (\\w+)='?([^']*)'?");

    static Credentials of(Rack rack, String cloud) {
        try {
            return new Credentials(
                    Files.readAllLines(rack.state().resolve("openrc-" + cloud)).stream()
                            .map(EXPORT::matcher)
                            .filter(line -> line.matches())
                            .collect(Collectors.toMap(line -> line.group(1), l -> l.group(2))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the API is, without a service's path. */
    String url() {
        return variables.get("OS_AUTH_URL").replace("/identity/v3", "");
    }

    /** The request for a token of the project. */
    JsonNode login() {
        ObjectNode domain = Cloud.JSON.createObjectNode().put("name", "Default");
        ObjectNode user =
                Cloud.JSON
                        .createObjectNode()
                        .put("name", variables.get("OS_USERNAME"))
                        .put("password", variables.get("OS_PASSWORD"))
                        .set("domain", domain);
        ObjectNode project =
                Cloud.JSON
                        .createObjectNode()
                        .put("name", variables.get("OS_PROJECT_NAME"))
                        .set("domain", domain);
        ObjectNode auth = Cloud.JSON.createObjectNode();
        auth.putObject("identity").putArray("methods").add("password");
        auth.withObject("/identity/password").set("user", user);
        auth.putObject("scope").set("project", project);
        return Cloud.JSON.createObjectNode().set("auth", auth);
    }

    /** Trusts the cloud's root and nobody else. */
    SSLContext trust() {
        try (InputStream root = Files.newInputStream(Path.of(variables.get("OS_CACERT")))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(root));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no trust in the cloud's root", e);
        }
    }
}
