package org.bastide.cli.api;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;
import org.bastide.cli.cloud.Trust;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLException;

/** Sends requests, again while the cloud is not there yet: such a request was not carried out. */
final class Transport {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);
    private static final int UNAVAILABLE = 503;

    private final HttpClient client;
    private final Patience patience;

    Transport(Optional<Path> cacert, Patience patience) {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT);
        cacert.map(Trust::in).ifPresent(builder::sslContext);
        this.client = builder.build();
        this.patience = patience;
    }

    Answer send(HttpRequest request) {
        while (true) {
            try {
                Answer answer = new Answer(client.send(request, BodyHandlers.ofString()));
                if (answer.status() != UNAVAILABLE || patience.ended()) {
                    return answer;
                }
            } catch (ConnectException | HttpConnectTimeoutException e) {
                if (patience.ended()) {
                    throw unreachable(request, reason(e), e);
                }
            } catch (SSLException e) {
                throw unreachable(
                        request,
                        "%s; is the cloud's authority the one in cacert?".formatted(reason(e)),
                        e);
            } catch (IOException e) {
                throw unreachable(request, reason(e), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Complaint(Exit.FAILED, "interrupted", e);
            }
            patience.pause(BETWEEN_ATTEMPTS);
        }
    }

    private static String reason(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return e instanceof ConnectException ? "connection refused" : e.getClass().getSimpleName();
    }

    private static Complaint unreachable(HttpRequest request, String reason, IOException cause) {
        return new Complaint(
                Exit.UNREACHABLE,
                "no answer from %s: %s".formatted(request.uri().resolve("/"), reason),
                cause);
    }
}
