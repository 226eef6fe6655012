package org.bastide.cli.cloud;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS that trusts the authorities of one PEM file and no others. */
public final class Trust {
    private Trust() {}

    /** A context for clients. */
    public static SSLContext in(Path cacert) {
        try (InputStream pem = Files.newInputStream(cacert)) {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                authorities.setCertificateEntry("authority-" + authorities.size(), certificate);
            }
            if (authorities.size() == 0) {
                throw wrong(cacert, "holds no certificate", null);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (NoSuchFileException e) {
            throw wrong(cacert, "does not exist", e);
        } catch (IOException | GeneralSecurityException e) {
            throw wrong(cacert, "cannot be used: " + e.getMessage(), e);
        }
    }

    private static Complaint wrong(Path cacert, String reason, Throwable cause) {
        return new Complaint(Exit.WRONG_INPUT, "cacert " + cacert + " " + reason, cause);
    }
}
