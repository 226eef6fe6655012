package org.bastide.controller.node;

import org.bastide.common.http.Problem;
import org.bastide.common.link.Answer;
import org.bastide.common.link.ControllerMessage;
import org.bastide.common.link.Query;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** This controller's link to one node, from its hello to its end. */
public final class NodeLink {
    private final Node node;
    private final Wire wire;
    private final long session;
    private final AtomicLong queries = new AtomicLong();
    private final Map<Long, CompletableFuture<Answer>> asked = new ConcurrentHashMap<>();
    private volatile long heardAt = System.nanoTime();
    private volatile List<String> degraded = List.of();
    private volatile boolean ended;

    NodeLink(Node node, Wire wire, long session) {
        this.node = node;
        this.wire = wire;
        this.session = session;
    }

    public Node node() {
        return node;
    }

    /**
     * A number that no other link of this process has: what was sent on another link may be lost.
     */
    public long session() {
        return session;
    }

    /** Why the node should get no new work, empty when it is well. */
    public List<String> degraded() {
        return degraded;
    }

    /** Sends a message; what is lost with the link is sent again on the next one. */
    public void send(ControllerMessage message) {
        wire.say(message);
    }

    /**
     * The end of a guest's console log.
     *
     * @throws Problem UNAVAILABLE if the node does not answer, NOT_FOUND if it has none
     */
    public String consoleLog(String guest, OptionalInt lines, Duration patience) {
        long id = queries.incrementAndGet();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        asked.put(id, answer);
        try {
            if (ended) {
                throw away();
            }
            send(new Query(id, Query.Kind.CONSOLE_LOG, guest, lines));
            Answer got = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return got.text()
                    .orElseThrow(
                            () ->
                                    Problem.notFound(
                                            got.problem().orElse("There is no console log.")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("The request was interrupted.");
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw away();
        } finally {
            asked.remove(id);
        }
    }

    private Problem away() {
        return Problem.unavailable("Host %s does not answer.".formatted(node.name()));
    }

    void answered(Answer answer) {
        CompletableFuture<Answer> waiting = asked.get(answer.id());
        if (waiting != null) {
            waiting.complete(answer);
        }
    }

    void heard(List<String> troubles) {
        heardAt = System.nanoTime();
        degraded = List.copyOf(troubles);
    }

    /** How long ago the node was heard last. */
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    void close() {
        wire.close();
    }

    boolean isEnded() {
        return ended;
    }

    void ended() {
        ended = true;
        asked.values()
                .forEach(
                        answer ->
                                answer.completeExceptionally(
                                        new IllegalStateException("the link is gone")));
    }
}
