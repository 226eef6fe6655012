package org.bastide.storagenode.task;

import org.bastide.common.link.Work;

import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads by the kind of work, so that the quick never waits for the slow: uploads take minutes,
 * and a removal may wait for somebody to let go. Platform threads, since the work calls librbd.
 */
final class Lanes implements AutoCloseable {
    private static final int WAITING = 10_000;

    private final ThreadPoolExecutor uploads = lane("upload", 2);
    private final ThreadPoolExecutor quick = lane("task", 4);
    private final ThreadPoolExecutor removals = lane("removal", 4);

    private static ThreadPoolExecutor lane(String name, int threads) {
        ThreadPoolExecutor lane =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        1,
                        TimeUnit.MINUTES,
                        new LinkedBlockingQueue<>(WAITING),
                        Thread.ofPlatform().daemon().name(name + '-', 0).factory());
        lane.allowCoreThreadTimeOut(true);
        return lane;
    }

    /**
     * Runs it once its lane has a thread.
     *
     * @throws java.util.concurrent.RejectedExecutionException if too many wait
     */
    Future<?> submit(Work work, Runnable body) {
        ThreadPoolExecutor lane =
                switch (work) {
                    case Work.StoreImage _ -> uploads;
                    case Work.EnsureDisk _, Work.KeepImage _ -> quick;
                    case Work.DeleteImage _, Work.DeleteDisk _ -> removals;
                };
        return lane.submit(body);
    }

    @Override
    public void close() {
        uploads.shutdownNow();
        quick.shutdownNow();
        removals.shutdownNow();
    }
}
