package org.bastide.storagenode.task;

import org.bastide.common.link.ControllerLink;
import org.bastide.common.link.Outcome;
import org.bastide.common.link.TaskDirective;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/** Runs each attempt of each task once, and remembers how the last thousands of them ended. */
public final class TaskRunner implements AutoCloseable {
    private static final int REMEMBERED = 4_000;

    private final Worker worker;
    private final Lanes lanes = new Lanes();
    private final Map<String, Task> tasks = new LinkedHashMap<>();

    public TaskRunner(Worker worker) {
        this.worker = worker;
    }

    /**
     * Obeys a directive: a new attempt is started and ends the one before it; one that is known is
     * answered; one that a newer attempt or a newer holder of the duty made void is ignored.
     */
    public void receive(TaskDirective directive, ControllerLink link) {
        Task task = new Task(directive, worker, link);
        Optional<Task> known;
        synchronized (tasks) {
            known = Optional.ofNullable(tasks.get(directive.task()));
            if (known.isPresent() && isVoid(directive, known.get())) {
                return;
            }
            if (known.isEmpty() || known.get().attempt() < directive.attempt()) {
                tasks.remove(directive.task());
                tasks.put(directive.task(), task);
                forget();
            }
        }
        if (known.isPresent() && known.get().attempt() == directive.attempt()) {
            known.get().tell(link);
            return;
        }
        known.ifPresent(Task::cancel);
        start(task, directive);
    }

    private static boolean isVoid(TaskDirective directive, Task known) {
        return directive.attempt() < known.attempt() || directive.epoch() < known.epoch();
    }

    private void start(Task task, TaskDirective directive) {
        try {
            task.started(lanes.submit(directive.work(), task));
        } catch (RejectedExecutionException e) {
            task.end(
                    new Outcome.Failed(
                            Outcome.Kind.TROUBLE, "too many tasks wait on this storage node"));
        }
    }

    private void forget() {
        Iterator<Task> oldest = tasks.values().iterator();
        while (tasks.size() > REMEMBERED && oldest.hasNext()) {
            if (oldest.next().ended()) {
                oldest.remove();
            }
        }
    }

    /** Interrupts what runs. */
    @Override
    public void close() {
        lanes.close();
    }
}
