package org.bastide.storagenode.task;

import org.bastide.common.link.ControllerLink;
import org.bastide.common.link.Outcome;
import org.bastide.common.link.TaskDirective;
import org.bastide.common.link.TaskObservation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Future;

/** One attempt of a task: waiting, running or ended. */
final class Task implements TaskContext, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Task.class);
    private static final int PROGRESS_STEP = 5;

    private final TaskDirective directive;
    private final Worker worker;
    private ControllerLink link;
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<Closeable> open = Optional.empty();
    private Optional<Future<?>> running = Optional.empty();
    private int progress;
    private boolean cancelled;

    Task(TaskDirective directive, Worker worker, ControllerLink link) {
        this.directive = directive;
        this.worker = worker;
        this.link = link;
    }

    @Override
    public int attempt() {
        return directive.attempt();
    }

    long epoch() {
        return directive.epoch();
    }

    synchronized boolean ended() {
        return outcome.isPresent() || cancelled;
    }

    synchronized void started(Future<?> future) {
        running = Optional.of(future);
        if (cancelled) {
            future.cancel(true);
        }
    }

    /** Who asked last is told, now and later: the link that asked first may be gone. */
    synchronized void tell(ControllerLink asking) {
        link = asking;
        send();
    }

    @Override
    public synchronized void progress(int percent) {
        if (!cancelled && percent >= progress + PROGRESS_STEP) {
            progress = Math.min(percent, 99);
            send();
        }
    }

    @Override
    public InputStream get(String channel) throws IOException {
        InputStream stream = asker().get(channel);
        synchronized (this) {
            open = Optional.of(stream);
            if (!cancelled) {
                return stream;
            }
        }
        stream.close();
        throw new IOException("a newer attempt took over");
    }

    private synchronized ControllerLink asker() {
        return link;
    }

    @Override
    public void run() {
        String name = directive.work().getClass().getSimpleName();
        LOG.info("task {}.{}: {}", directive.task(), attempt(), name);
        try {
            end(worker.work(directive.work(), this));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(new Outcome.Failed(Outcome.Kind.TROUBLE, "the storage node was stopped"));
        }
    }

    /** Nobody is told of the end of a cancelled attempt: a newer one took over. */
    synchronized void end(Outcome reached) {
        LOG.info("task {}.{}: {}", directive.task(), attempt(), shown(reached));
        outcome = Optional.of(reached);
        open = Optional.empty();
        if (!cancelled) {
            progress = reached instanceof Outcome.Failed ? progress : 100;
            send();
        }
    }

    private static String shown(Outcome reached) {
        return reached instanceof Outcome.Failed(Outcome.Kind kind, String reason)
                ? kind + ": " + reason
                : "done";
    }

    void cancel() {
        Optional<Closeable> stream;
        synchronized (this) {
            cancelled = true;
            running.ifPresent(future -> future.cancel(true));
            stream = open;
        }
        try {
            if (stream.isPresent()) {
                stream.get().close();
            }
        } catch (IOException e) {
            LOG.debug("closing the channel of a cancelled upload", e);
        }
    }

    private void send() {
        link.send(new TaskObservation(directive.task(), attempt(), progress, outcome));
    }
}
