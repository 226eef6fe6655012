package org.bastide.controller.ca;

import org.bastide.common.http.Problem;
import org.bastide.common.tls.Keys;
import org.bastide.common.tls.Pem;
import org.bastide.controller.key.Secrets;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Certifies the API's servers, the controllers' link and the nodes. Its keys are secrets in SQL.
 */
public final class CertificateAuthority {
    /** How long a node's certificate lives: see docs/decisions/0010. */
    public static final Duration NODE_LIFE = Duration.ofDays(365);

    private static final Duration SERVER_LIFE = Duration.ofDays(365);
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);

    private final String region;
    private final Issuer root;
    private final Issuer publicIssuer;
    private final Issuer linkIssuer;

    private CertificateAuthority(
            String region, Issuer root, Issuer publicIssuer, Issuer linkIssuer) {
        this.region = region;
        this.root = root;
        this.publicIssuer = publicIssuer;
        this.linkIssuer = linkIssuer;
    }

    /** The authority of this cloud; made where there is none yet. */
    public static CertificateAuthority obtain(Secrets secrets, String region, InstantSource clock) {
        Issuer root =
                issuer(
                        secrets,
                        "ca.root",
                        () -> {
                            KeyPair keys = Keys.generate();
                            return new Issuer(
                                    keys.getPrivate(),
                                    Issuer.selfSigned(
                                            keys,
                                            name(region, "Bastide root"),
                                            AUTHORITY_LIFE,
                                            clock),
                                    clock);
                        },
                        clock);
        Issuer publicIssuer = below(secrets, "ca.public", "public API", region, root, clock);
        Issuer linkIssuer = below(secrets, "ca.link", "node link", region, root, clock);
        return new CertificateAuthority(region, root, publicIssuer, linkIssuer);
    }

    private static Issuer below(
            Secrets secrets,
            String secret,
            String what,
            String region,
            Issuer root,
            InstantSource clock) {
        return issuer(
                secrets,
                secret,
                () -> {
                    KeyPair keys = Keys.generate();
                    X509Certificate certificate =
                            root.authority(
                                    keys.getPublic(),
                                    name(region, "Bastide " + what),
                                    AUTHORITY_LIFE);
                    return new Issuer(keys.getPrivate(), certificate, clock);
                },
                clock);
    }

    private static Issuer issuer(
            Secrets secrets,
            String name,
            java.util.function.Supplier<Issuer> make,
            InstantSource clock) {
        byte[] pem =
                secrets.obtain(
                        name,
                        () -> {
                            Issuer made = make.get();
                            return (Pem.write(made.key()) + Pem.write(List.of(made.certificate())))
                                    .getBytes(StandardCharsets.US_ASCII);
                        });
        String text = new String(pem, StandardCharsets.US_ASCII);
        int certificate = text.indexOf("-----BEGIN CERTIFICATE");
        return new Issuer(
                Pem.privateKey(text.substring(0, certificate)),
                Pem.certificates(text.substring(certificate)).getFirst(),
                clock);
    }

    private static X500Name name(String region, String commonName) {
        return new X500Name(
                new org.bouncycastle.asn1.x500.RDN[] {
                    rdn(org.bouncycastle.asn1.x500.style.BCStyle.O, "Bastide " + region),
                    rdn(org.bouncycastle.asn1.x500.style.BCStyle.CN, commonName)
                });
    }

    private static org.bouncycastle.asn1.x500.RDN rdn(
            org.bouncycastle.asn1.ASN1ObjectIdentifier type, String value) {
        return new org.bouncycastle.asn1.x500.RDN(
                type, new org.bouncycastle.asn1.DERUTF8String(value));
    }

    /** The root's certificate, which clients and nodes trust. */
    public X509Certificate root() {
        return root.certificate();
    }

    /** The issuer of the link's certificates: all that a controller's link trusts. */
    public X509Certificate linkIssuer() {
        return linkIssuer.certificate();
    }

    /** A key with a certificate chain up to and with the root. */
    public record Certified(KeyPair keys, List<X509Certificate> chain) {}

    /** Certifies a new key for the public API under these host names and addresses. */
    public Certified apiServer(List<String> names) {
        return server(publicIssuer, names);
    }

    /** Certifies a new key for a controller's link. */
    public Certified linkServer(List<String> names) {
        return server(linkIssuer, names);
    }

    private Certified server(Issuer issuer, List<String> names) {
        KeyPair keys = Keys.generate();
        List<GeneralName> alternatives = new ArrayList<>();
        for (String one : names) {
            alternatives.add(
                    new GeneralName(
                            isAddress(one) ? GeneralName.iPAddress : GeneralName.dNSName, one));
        }
        X509Certificate leaf =
                issuer.leaf(
                        keys.getPublic(),
                        name(region, names.getFirst()),
                        alternatives,
                        true,
                        SERVER_LIFE);
        return new Certified(keys, List.of(leaf, issuer.certificate(), root.certificate()));
    }

    /**
     * Certifies a node's key.
     *
     * @param request a certification request, PEM
     * @return the certificate, then its issuer's
     * @throws Problem BAD_REQUEST if the request is not signed by the key that it names
     */
    public List<X509Certificate> node(String request, String id, String role, String name) {
        PublicKey key = requestedKey(request);
        GeneralName uri =
                new GeneralName(
                        GeneralName.uniformResourceIdentifier,
                        "bastide://%s/node/%s/%s".formatted(region, role, id));
        X509Certificate leaf =
                linkIssuer.leaf(key, name(region, name), List.of(uri), false, NODE_LIFE);
        return List.of(leaf, linkIssuer.certificate());
    }

    private static PublicKey requestedKey(String text) {
        try (PEMParser parser = new PEMParser(new java.io.StringReader(text))) {
            if (parser.readObject() instanceof PKCS10CertificationRequest request
                    && request.isSignatureValid(
                            new JcaContentVerifierProviderBuilder()
                                    .build(request.getSubjectPublicKeyInfo()))) {
                PublicKey key = new JcaPKCS10CertificationRequest(request).getPublicKey();
                if (key.getAlgorithm().equals("EC")) {
                    return key;
                }
            }
        } catch (IOException
                | java.security.GeneralSecurityException
                | RuntimeException // what Bouncy Castle throws at bytes that are damaged deep
                // inside
                | org.bouncycastle.operator.OperatorCreationException
                | org.bouncycastle.pkcs.PKCSException e) {
            throw new Problem(
                    Problem.Code.BAD_REQUEST,
                    "certificationRequest cannot be read: " + e.getMessage(),
                    e);
        }
        throw Problem.badRequest(
                "certificationRequest is not a signed PKCS#10 request for an EC key");
    }

    private static boolean isAddress(String name) {
        return name.matches("[0-9.]+") || name.contains(":");
    }

    /** A serial number as text, as nodes' rows keep it. */
    public static String serial(X509Certificate certificate) {
        BigInteger serial = certificate.getSerialNumber();
        return serial.toString(16);
    }
}
