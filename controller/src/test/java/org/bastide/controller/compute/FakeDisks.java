package org.bastide.controller.compute;

import org.bastide.common.link.Outcome;
import org.bastide.common.link.Work;
import org.bastide.controller.task.StorageWork;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;

/** A storage node that has disks by name only. */
public final class FakeDisks implements StorageWork {
    private final Set<String> disks = new ConcurrentSkipListSet<>();
    private volatile Optional<Outcome.Failed> failure = Optional.empty();

    /** From now on no disk can be made. */
    public void failing(Outcome.Kind kind, String reason) {
        failure = Optional.of(new Outcome.Failed(kind, reason));
    }

    public void obeying() {
        failure = Optional.empty();
    }

    /** The disks that are there. */
    public Set<String> disks() {
        return Set.copyOf(disks);
    }

    @Override
    public CompletableFuture<Outcome> start(Work work, int attempt, Duration deadline) {
        return CompletableFuture.completedFuture(run(work));
    }

    private Outcome run(Work work) {
        return switch (work) {
            case Work.EnsureDisk ensure -> {
                if (failure.isPresent()) {
                    yield failure.get();
                }
                disks.add(ensure.disk());
                yield new Outcome.DiskReady(
                        "guests",
                        ensure.disk(),
                        List.of("192.0.2.9:6789"),
                        ensure.disk(),
                        "sealed");
            }
            case Work.DeleteDisk delete -> {
                disks.remove(delete.disk());
                yield new Outcome.Nothing();
            }
            case Work.StoreImage ignored -> throw new AssertionError();
            case Work.KeepImage ignored -> throw new AssertionError();
            case Work.DeleteImage ignored -> throw new AssertionError();
        };
    }

    @Override
    public boolean bring(String channel, String image) {
        return false;
    }
}
