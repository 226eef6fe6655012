package org.bastide.common.node;

import org.bastide.common.link.Messages;
import org.bastide.common.tls.Keys;
import org.bastide.common.tls.Pem;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Makes a server a node of a cloud: a key of its own, certified in exchange for a one-time token.
 */
public final class Join {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Join() {}

    /** The cloud refused, with its reason. */
    public static final class Refused extends RuntimeException {
        Refused(String reason) {
            super(reason);
        }
    }

    /** What the node sends. */
    public record Application(
            String role, String name, String secret, String certificationRequest) {}

    /** What it gets. */
    public record Admission(
            String id, String region, List<String> controllers, String certificates, String root) {}

    /**
     * Joins and keeps the identity in the state folder.
     *
     * @throws Refused if the cloud does not take the token
     * @throws IOException if the cloud cannot be reached, or is not the one that the token names
     */
    public static NodeIdentity join(JoinToken token, Path state) throws IOException {
        KeyPair keys = Keys.generate();
        Application application =
                new Application(
                        token.role(),
                        token.name(),
                        token.secret(),
                        Keys.certificationRequest(keys, token.name()));
        Admission admission = apply(token, application);
        NodeIdentity identity =
                new NodeIdentity(
                        admission.id(),
                        token.name(),
                        admission.region(),
                        admission.controllers(),
                        keys.getPrivate(),
                        Pem.certificates(admission.certificates()),
                        Pem.certificates(admission.root()).getFirst());
        identity.save(state);
        return identity;
    }

    private static Admission apply(JoinToken token, Application application) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(token.url() + "/bastide/v1/join"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Messages.write(application)))
                        .build();
        try (HttpClient client =
                HttpClient.newBuilder()
                        .sslContext(pinned(token.fingerprint()))
                        .connectTimeout(PATIENCE)
                        .build()) {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 201) {
                throw new Refused(
                        "the cloud answered " + response.statusCode() + ": " + response.body());
            }
            return Messages.read(response.body(), Admission.class);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static SSLContext pinned(String fingerprint) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Pinned(fingerprint)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot set up TLS", e);
        }
    }

    /**
     * Trusts a server whose chain ends in the root that the token names; all else is checked as
     * ever.
     */
    private static final class Pinned extends X509ExtendedTrustManager {
        private final String fingerprint;

        private Pinned(String fingerprint) {
            this.fingerprint = fingerprint;
        }

        private X509ExtendedTrustManager root(X509Certificate[] chain) throws CertificateException {
            X509Certificate last = chain[chain.length - 1];
            if (!Keys.fingerprint(last).equals(fingerprint)) {
                throw new CertificateException(
                        "this is not the cloud that the token is of: another root certificate");
            }
            return (X509ExtendedTrustManager) Keys.trust(last)[0];
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            root(chain).checkServerTrusted(chain, type, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            root(chain).checkServerTrusted(chain, type, socket);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("the server's name cannot be checked this way");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("no clients here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("no clients here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("no clients here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
