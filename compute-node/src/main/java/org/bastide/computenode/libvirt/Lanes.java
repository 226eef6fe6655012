package org.bastide.computenode.libvirt;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The platform threads on which the hypervisor is called: a call into C would hold a virtual
 * thread's carrier. A call that hangs cannot be taken back; it is named by {@link #stuck} until it
 * returns, and the other lanes go on.
 */
public final class Lanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Map<Lane, Executor> executors = new EnumMap<>(Lane.class);
    private final Set<Job> running = ConcurrentHashMap.newKeySet();

    /** Lanes with threads of their own. */
    public Lanes(InstantSource clock) {
        this(clock, Lanes::pool);
    }

    /** Lanes on given executors. */
    public Lanes(InstantSource clock, Function<Lane, Executor> executors) {
        this.clock = clock;
        for (Lane lane : Lane.values()) {
            this.executors.put(lane, executors.apply(lane));
        }
    }

    /** Runs work in a lane; {@code what} names it for a person. */
    public void run(Lane lane, String what, Runnable work) {
        executors.get(lane).execute(() -> run(new Job(lane, what, clock.instant()), work));
    }

    /** What has overrun its lane's deadline and still runs. */
    public List<String> stuck() {
        Instant now = clock.instant();
        return running.stream()
                .filter(job -> job.since().plus(job.lane().deadline()).isBefore(now))
                .map(job -> "%s: stuck since %s".formatted(job.what(), job.since()))
                .sorted()
                .toList();
    }

    /** Takes no more work, and leaves what hangs behind. */
    @Override
    public void close() {
        for (Executor executor : executors.values()) {
            if (executor instanceof ThreadPoolExecutor pool) {
                pool.shutdown();
            }
        }
    }

    private void run(Job job, Runnable work) {
        running.add(job);
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("{} failed", job.what(), e);
        } finally {
            running.remove(job);
        }
    }

    private static Executor pool(Lane lane) {
        ThreadFactory threads =
                Thread.ofPlatform()
                        .daemon()
                        .name(lane.name().toLowerCase(Locale.ROOT) + "-", 1)
                        .factory();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        lane.threads(),
                        lane.threads(),
                        IDLE.toSeconds(),
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        threads,
                        // what comes after the end is of no use
                        new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Equal to itself alone: two may have the same name and instant. */
    private static final class Job {
        private final Lane lane;
        private final String what;
        private final Instant since;

        Job(Lane lane, String what, Instant since) {
            this.lane = lane;
            this.what = what;
            this.since = since;
        }

        Lane lane() {
            return lane;
        }

        String what() {
            return what;
        }

        Instant since() {
            return since;
        }
    }
}
