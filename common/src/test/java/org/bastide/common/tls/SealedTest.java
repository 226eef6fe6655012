package org.bastide.common.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;

class SealedTest {
    private static final String SECRET = "AQBr+ceph/key==";

    private final KeyPair keys = Keys.generate();
    private X509Certificate certificate;

    @BeforeEach
    void certify() throws Exception {
        X500Name name = new X500Name("CN=node");
        certificate =
                new JcaX509CertificateConverter()
                        .getCertificate(
                                new JcaX509v3CertificateBuilder(
                                                name,
                                                BigInteger.ONE,
                                                Date.from(Instant.EPOCH),
                                                Date.from(Instant.EPOCH.plusSeconds(1)),
                                                name,
                                                keys.getPublic())
                                        .build(
                                                new JcaContentSignerBuilder("SHA256withECDSA")
                                                        .build(keys.getPrivate())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", SECRET, "ключ", "two\nlines"})
    void theHolderOfTheKeyReadsWhatWasSealed(String secret) {
        assertThat(Sealed.open(Sealed.seal(secret, certificate), keys.getPrivate()))
                .isEqualTo(secret);
    }

    @Test
    void aSealedSecretIsNeverTwiceTheSameAndDoesNotShowIt() {
        String sealed = Sealed.seal(SECRET, certificate);

        assertThat(sealed).isNotEqualTo(Sealed.seal(SECRET, certificate)).doesNotContain(SECRET);
    }

    @Test
    void anotherKeyOpensNothing() {
        String sealed = Sealed.seal(SECRET, certificate);

        assertThatThrownBy(() -> Sealed.open(sealed, Keys.generate().getPrivate()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noChangeOnTheWayGoesUnnoticed() {
        String sealed = Sealed.seal(SECRET, certificate);

        for (int i = 0; i < sealed.length(); i++) {
            for (char other : new char[] {'A', '.', '!', '/'}) {
                String damaged = sealed.substring(0, i) + other + sealed.substring(i + 1);
                if (!damaged.equals(sealed) && !isPadding(sealed, i)) {
                    assertThatThrownBy(() -> Sealed.open(damaged, keys.getPrivate()))
                            .as("%s in place %d", other, i)
                            .isInstanceOf(IllegalArgumentException.class);
                }
            }
        }
    }

    /** Base64's last letter before its padding, and the padding, hold bits that mean nothing. */
    private static boolean isPadding(String sealed, int at) {
        String rest = sealed.substring(at + 1);
        return rest.matches("=*(\\..*)?") || sealed.charAt(at) == '=';
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.b", "AAAA.AAAA", "AAAA", "a.b.c"})
    void whatIsNoSealedSecretIsRefused(String text) {
        assertThatThrownBy(() -> Sealed.open(text, keys.getPrivate()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
