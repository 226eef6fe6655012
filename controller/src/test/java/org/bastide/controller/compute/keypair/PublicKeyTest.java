package org.bastide.controller.compute.keypair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.common.http.Problem;
import org.bastide.controller.compute.keypair.PublicKey.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyTest {
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBomO7EMI3ismKqFd4ij7olIMrCaf5" + "11yHZxyx7MJbzy";
    private static final String ED25519_MD5 = "07:85:5a:19:05:6a:ae:cc:30:7a:55:45:6f:86:97:93";
    private static final String ECDSA =
            "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNT"
                    + "YAAABBBPtb2NransjQCG4nISy0Ahw0NblJIzlnHe9HRxoa5qJ/BsRWSI8r1kumKg2q"
                    + "LVO4PXCGzaOWGaiV//fijWcWkTU=";
    private static final String ECDSA_MD5 = "55:3f:18:bc:8e:cb:fc:f1:ff:b6:46:ab:2b:d4:e3:e4";
    private static final String CERTIFICATE_SHA1 =
            "bf:e2:6b:8b:cf:59:d9:6b:16:16:40:5f:47:4b:81:ef:ab:33:de:43";
    private static final String CERTIFICATE =
            """
            -----BEGIN CERTIFICATE-----
            MIIBdDCCARugAwIBAgIUQdf2mlcU4ciztE/V7PUeDqIT500wCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjUwMjUzNTVaGA8yMTI2MTEwMTAyNTM1
            NVowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJBV
            oBCwgy8C7hhQpubLT2K5UJLSWMok5yHGeI7ntmEuc4kSNl2H31URaymcnWeQesPI
            wWAJLNYYM+PcQHK7rsKjUzBRMB0GA1UdDgQWBBSinp+bCSqkuhfMdTuXalHXe7RO
            iDAfBgNVHSMEGDAWgBSinp+bCSqkuhfMdTuXalHXe7ROiDAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0cAMEQCIArlKUIBnyOk4KYGSe0alD4emlTLif4Ejx8K
            xqxouiTlAiAPy2LPVcX0TZMkghYzd5Bn1b5xf4tu5SvNds+TgDy4ww==
            -----END CERTIFICATE-----
            """;

    @Test
    void theFingerprintIsThatOfSshKeygen() {
        assertThat(PublicKey.parse(Type.SSH, ED25519).fingerprint()).isEqualTo(ED25519_MD5);
        assertThat(PublicKey.parse(Type.SSH, ECDSA).fingerprint()).isEqualTo(ECDSA_MD5);
    }

    @Test
    void theTextIsKeptToTheLastLineBreak() {
        String text = ED25519 + " alice at home\n";

        assertThat(PublicKey.parse(Type.SSH, text).text()).isEqualTo(text);
    }

    @Test
    void aCertificatesFingerprintIsItsSha1() {
        assertThat(PublicKey.parse(Type.X509, CERTIFICATE).fingerprint())
                .isEqualTo(CERTIFICATE_SHA1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-rsa",
                "ssh-rsa not*base64",
                "ssh-rsa AAAA",
                "-----BEGIN RSA PRIVATE KEY-----",
                "telnet-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ=="
            })
    void whatIsNoKeyIsRefused(String text) {
        assertThatThrownBy(() -> PublicKey.parse(Type.SSH, text))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("Keypair data is invalid: public_key: ");
    }

    @Test
    void aKeyThatIsCutOffOrOfAnotherTypeIsRefused() {
        assertThatThrownBy(
                        () -> PublicKey.parse(Type.SSH, ED25519.substring(0, ED25519.length() - 4)))
                .hasMessageContaining("cut off");
        assertThatThrownBy(
                        () ->
                                PublicKey.parse(
                                        Type.SSH, ED25519.replaceFirst("ssh-ed25519", "ssh-rsa")))
                .hasMessageContaining("says that it is ssh-rsa");
    }

    @Test
    void aSecondLineCannotBeSmuggledIn() {
        assertThatThrownBy(() -> PublicKey.parse(Type.SSH, ED25519 + "\n" + ECDSA))
                .hasMessageContaining("more than one line");
    }

    @Test
    void whatIsNoCertificateIsRefused() {
        assertThatThrownBy(() -> PublicKey.parse(Type.X509, ED25519))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("certificate");
    }
}
