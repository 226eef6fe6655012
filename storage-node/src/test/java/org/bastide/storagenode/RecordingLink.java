package org.bastide.storagenode;

import org.bastide.common.link.ControllerLink;
import org.bastide.common.link.NodeMessage;
import org.bastide.common.link.Outcome;
import org.bastide.common.link.TaskObservation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A controller that keeps what it is told, and has bytes in channels. */
public final class RecordingLink implements ControllerLink {
    private static final long DEADLINE_MILLIS = 60_000;

    private final List<NodeMessage> sent = new CopyOnWriteArrayList<>();
    private final Map<String, InputStream> offered = new ConcurrentHashMap<>();
    private final Map<String, byte[]> received = new ConcurrentHashMap<>();

    /** Lets a channel be read. */
    public void offer(String channel, InputStream body) {
        offered.put(channel, body);
    }

    /** Lets a channel be read. */
    public void offer(String channel, byte[] body) {
        offer(channel, new ByteArrayInputStream(body));
    }

    @Override
    public synchronized void send(NodeMessage message) {
        sent.add(message);
        notifyAll();
    }

    @Override
    public InputStream get(String channel) throws IOException {
        if (!offered.containsKey(channel)) {
            throw new IOException("there is no channel " + channel);
        }
        return offered.remove(channel);
    }

    @Override
    public void put(String channel, InputStream body, long length) throws IOException {
        byte[] bytes = body.readAllBytes();
        if (bytes.length != length) {
            throw new IOException(bytes.length + " bytes, " + length + " announced");
        }
        synchronized (this) {
            received.put(channel, bytes);
            notifyAll();
        }
    }

    /** Everything that was said. */
    public List<NodeMessage> sent() {
        return sent;
    }

    /** How an attempt of a task ended, once it did. */
    public synchronized Outcome outcome(String task, int attempt) {
        long deadline = System.currentTimeMillis() + DEADLINE_MILLIS;
        while (outcomes(task, attempt).isEmpty()) {
            await(deadline);
        }
        return outcomes(task, attempt).getLast();
    }

    /** How often the end of an attempt was told, and how it ended. */
    public List<Outcome> outcomes(String task, int attempt) {
        return sent.stream()
                .filter(TaskObservation.class::isInstance)
                .map(TaskObservation.class::cast)
                .filter(seen -> seen.task().equals(task) && seen.attempt() == attempt)
                .flatMap(seen -> seen.outcome().stream())
                .toList();
    }

    /** The bytes that were sent into a channel, once they were. */
    public synchronized byte[] received(String channel) {
        long deadline = System.currentTimeMillis() + DEADLINE_MILLIS;
        while (!received.containsKey(channel)) {
            await(deadline);
        }
        return received.get(channel);
    }

    @SuppressWarnings("WaitNotInLoop") // its callers loop
    private void await(long deadline) {
        long left = deadline - System.currentTimeMillis();
        if (left <= 0) {
            throw new AssertionError("waited in vain; heard: " + sent);
        }
        try {
            wait(left);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
