package org.bastide.common.link;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * The bulk transfers that run beside one link. They are cut with it: on a connection that only
 * reads, nobody would ever notice that the controller's machine is gone.
 */
final class Transfers {
    private final HttpClient client;
    private final String address;

    /** What ends each of those that run. */
    private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();

    Transfers(HttpClient client, String address) {
        this.client = client;
        this.address = address;
    }

    InputStream get(String channel) throws IOException {
        HttpResponse<InputStream> response =
                exchange(request(channel).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw refused(channel, response);
        }
        Body body = new Body(response.body());
        ends.add(body);
        return body;
    }

    void put(String channel, InputStream body, long length) throws IOException {
        HttpRequest.BodyPublisher bytes =
                length == 0
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.fromPublisher(
                                HttpRequest.BodyPublishers.ofInputStream(() -> body), length);
        HttpResponse<Void> response =
                exchange(
                        request(channel).PUT(bytes).build(),
                        HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != 204) {
            throw refused(channel, response);
        }
    }

    /** Ends all that runs: whoever waits for it gets an IOException. */
    void cut() {
        ends.forEach(Runnable::run);
    }

    private HttpRequest.Builder request(String channel) {
        return HttpRequest.newBuilder(URI.create("https://" + address + "/channels/" + channel));
    }

    private static IOException refused(String channel, HttpResponse<?> response) {
        return new IOException("channel " + channel + " answered " + response.statusCode());
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException {
        CompletableFuture<HttpResponse<T>> response = client.sendAsync(request, body);
        Runnable end = () -> response.cancel(true);
        ends.add(end);
        try {
            return response.get();
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (CancellationException e) {
            throw new IOException("the link went down", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            ends.remove(end);
        }
    }

    /** What is being read. */
    private final class Body extends FilterInputStream implements Runnable {
        private Body(InputStream body) {
            super(body);
        }

        @Override
        public void run() {
            try {
                close();
            } catch (IOException e) {
                // it is over either way
            }
        }

        @Override
        public void close() throws IOException {
            ends.remove(this);
            super.close();
        }
    }
}
