package org.bastide.common.node;

import org.bastide.common.link.Messages;
import org.bastide.common.tls.Keys;
import org.bastide.common.tls.Pem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLContext;

/**
 * Who a node is, as {@link Join} left it in the agent's state folder: {@code node.json}, {@code
 * node.key}, {@code node.pem} and {@code root.pem}.
 *
 * @param id the node's id
 * @param name its name, which is its host name
 * @param region the region it belongs to
 * @param controllers where controllers listen for links, each {@code ADDRESS:PORT}
 * @param key its private key
 * @param chain its certificate, then the issuer's
 * @param root the certificate that it trusts
 */
public record NodeIdentity(
        String id,
        String name,
        String region,
        List<String> controllers,
        PrivateKey key,
        List<X509Certificate> chain,
        X509Certificate root) {
    /** What is kept in {@code node.json}. */
    record Kept(String id, String name, String region, List<String> controllers) {}

    /** Whether the folder has an identity. */
    public static boolean exists(Path state) {
        return Files.exists(state.resolve("node.json"));
    }

    /**
     * The identity in the folder.
     *
     * @throws UncheckedIOException if there is none
     */
    public static NodeIdentity load(Path state) {
        Kept kept = Messages.read(text(state.resolve("node.json")), Kept.class);
        return new NodeIdentity(
                kept.id(),
                kept.name(),
                kept.region(),
                kept.controllers(),
                Pem.privateKey(text(state.resolve("node.key"))),
                Pem.certificates(text(state.resolve("node.pem"))),
                Pem.certificates(text(state.resolve("root.pem"))).getFirst());
    }

    void save(Path state) {
        Pem.save(state.resolve("root.pem"), Pem.write(List.of(root)));
        Pem.save(state.resolve("node.key"), Pem.write(key));
        Pem.save(state.resolve("node.pem"), Pem.write(chain));
        Pem.save(
                state.resolve("node.json"),
                Messages.write(new Kept(id, name, region, controllers)));
    }

    /** TLS as this node. */
    public SSLContext tls() {
        return Keys.context(key, chain, root);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("this node has not joined a cloud: no " + file, e);
        }
    }
}
