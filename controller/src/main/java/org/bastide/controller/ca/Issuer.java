package org.bastide.controller.ca;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;

/** A key that certifies others. */
record Issuer(PrivateKey key, X509Certificate certificate, InstantSource clock) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Clocks of nodes may be behind by this much. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    static X509Certificate selfSigned(
            KeyPair keys, X500Name name, Duration life, InstantSource clock) {
        return sign(
                keys.getPrivate(),
                keys.getPublic(),
                name,
                keys.getPublic(),
                name,
                life,
                clock,
                builder -> authority(builder, 1));
    }

    X509Certificate authority(PublicKey subject, X500Name name, Duration life) {
        return sign(
                key,
                certificate.getPublicKey(),
                own(),
                subject,
                name,
                life,
                clock,
                builder -> authority(builder, 0));
    }

    X509Certificate leaf(
            PublicKey subject,
            X500Name name,
            List<GeneralName> alternatives,
            boolean server,
            Duration life) {
        return sign(
                key,
                certificate.getPublicKey(),
                own(),
                subject,
                name,
                life,
                clock,
                builder -> {
                    builder.addExtension(
                            Extension.basicConstraints, true, new BasicConstraints(false));
                    builder.addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement));
                    builder.addExtension(
                            Extension.extendedKeyUsage,
                            false,
                            new ExtendedKeyUsage(
                                    server
                                            ? KeyPurposeId.id_kp_serverAuth
                                            : KeyPurposeId.id_kp_clientAuth));
                    builder.addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(alternatives.toArray(GeneralName[]::new)));
                });
    }

    private X500Name own() {
        try {
            return new JcaX509CertificateHolder(certificate).getSubject();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the issuer's own certificate is damaged", e);
        }
    }

    /** Adds what makes a certificate the kind it is. */
    private interface Extensions {
        void add(JcaX509v3CertificateBuilder builder) throws IOException;
    }

    private static void authority(JcaX509v3CertificateBuilder builder, int below)
            throws IOException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(below));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    private static X509Certificate sign(
            PrivateKey key,
            PublicKey issuerKey,
            X500Name issuer,
            PublicKey subject,
            X500Name name,
            Duration life,
            InstantSource clock,
            Extensions extensions) {
        Instant now = clock.instant();
        BigInteger serial = new BigInteger(127, RANDOM).setBit(126);
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        issuer,
                        serial,
                        Date.from(now.minus(SKEW)),
                        Date.from(now.plus(life)),
                        name,
                        subject);
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    identifiers.createSubjectKeyIdentifier(subject));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(issuerKey));
            extensions.add(builder);
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("cannot certify", e);
        }
    }
}
