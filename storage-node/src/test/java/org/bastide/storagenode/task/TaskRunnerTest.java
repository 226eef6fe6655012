package org.bastide.storagenode.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.common.link.Outcome;
import org.bastide.common.link.TaskDirective;
import org.bastide.common.link.TaskObservation;
import org.bastide.common.link.Work;
import org.bastide.storagenode.RecordingLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

class TaskRunnerTest {
    private static final Work DELETE = new Work.DeleteDisk("disk");
    private static final Work UPLOAD =
            new Work.StoreImage("image", "channel", "raw", OptionalLong.empty(), 1);

    private final RecordingLink link = new RecordingLink();
    private final List<Integer> worked = new CopyOnWriteArrayList<>();
    private final TaskRunner runner = new TaskRunner(this::work);
    private final CountDownLatch reading = new CountDownLatch(1);

    @AfterEach
    void close() {
        runner.close();
    }

    /** Reads uploads to their end; everything else is done at once. */
    private Outcome work(Work work, TaskContext context) {
        worked.add(context.attempt());
        if (work instanceof Work.StoreImage(String _, String channel, _, _, _)) {
            try (InputStream body = context.get(channel)) {
                context.progress(42);
                reading.countDown();
                body.readAllBytes();
            } catch (IOException e) {
                return new Outcome.Failed(Outcome.Kind.TROUBLE, "closed");
            }
        }
        return new Outcome.Nothing();
    }

    @Test
    void aRepeatedDirectiveIsAnsweredAgainAndStartsNothing() {
        runner.receive(new TaskDirective(1, "task", 1, DELETE), link);
        link.outcome("task", 1);

        RecordingLink another = new RecordingLink();
        runner.receive(new TaskDirective(1, "task", 1, DELETE), another);

        assertThat(another.outcome("task", 1)).isEqualTo(new Outcome.Nothing());
        assertThat(worked).containsExactly(1);
    }

    @Test
    void aDirectiveRepeatedWhileItRunsMovesItsObservationsToWhoAsked() throws Exception {
        PipedOutputStream sender = new PipedOutputStream();
        link.offer("channel", new PipedInputStream(sender));
        runner.receive(new TaskDirective(1, "task", 1, UPLOAD), link);
        reading.await();

        RecordingLink another = new RecordingLink();
        runner.receive(new TaskDirective(2, "task", 1, UPLOAD), another);
        sender.close();

        assertThat(another.outcome("task", 1)).isEqualTo(new Outcome.Nothing());
        assertThat(another.sent()).startsWith(new TaskObservation("task", 1, 42, Optional.empty()));
        assertThat(link.outcomes("task", 1)).isEmpty();
        assertThat(worked).containsExactly(1);
    }

    @Test
    void aNewerAttemptEndsTheOneBeforeAndIsTheOnlyOneToldOf() throws Exception {
        try (PipedOutputStream silent = new PipedOutputStream()) {
            link.offer("channel", new PipedInputStream(silent));
            runner.receive(new TaskDirective(1, "task", 1, UPLOAD), link);
            reading.await();

            runner.receive(new TaskDirective(1, "task", 2, DELETE), link);

            assertThat(link.outcome("task", 2)).isEqualTo(new Outcome.Nothing());
            assertThat(link.outcomes("task", 1)).isEmpty();
        }
    }

    @Test
    void whatANewerAttemptOrHolderMadeVoidIsIgnored() {
        runner.receive(new TaskDirective(5, "task", 3, DELETE), link);
        link.outcome("task", 3);

        runner.receive(new TaskDirective(5, "task", 2, DELETE), link);
        runner.receive(new TaskDirective(4, "task", 4, DELETE), link);
        runner.receive(new TaskDirective(5, "last", 1, DELETE), link);
        link.outcome("last", 1);

        assertThat(worked).containsExactly(3, 1);
    }

    @Test
    void anUploadDoesNotKeepShortWorkWaiting() throws Exception {
        for (String task : List.of("one", "two", "three")) {
            link.offer(task, new PipedInputStream(new PipedOutputStream()));
            Work upload = new Work.StoreImage("image", task, "raw", OptionalLong.empty(), 1);
            runner.receive(new TaskDirective(1, task, 1, upload), link);
        }

        runner.receive(new TaskDirective(1, "short", 1, DELETE), link);

        assertThat(link.outcome("short", 1)).isEqualTo(new Outcome.Nothing());
    }
}
