package org.bastide.controller.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(20)
class SharedSyncTest {
    /** A disk whose flushes end when a test says so. */
    private static final class Disk implements Runnable {
        private final Semaphore begun = new Semaphore(0);
        private final Semaphore mayEnd = new Semaphore(0);
        private final AtomicInteger flushes = new AtomicInteger();
        private volatile boolean broken;

        @Override
        public void run() {
            flushes.incrementAndGet();
            boolean breaks = broken;
            begun.release();
            mayEnd.acquireUninterruptibly();
            if (breaks) {
                throw new DatabaseException("broken", new IllegalStateException());
            }
        }
    }

    private final Disk disk = new Disk();
    private final SharedSync sync = new SharedSync(disk);

    private CompletableFuture<Void> caller() {
        return CompletableFuture.runAsync(
                sync::await, command -> Thread.ofPlatform().start(command));
    }

    /** Callers that all wait for a flush after the running one. */
    private List<CompletableFuture<Void>> waiting(int count) {
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            callers.add(caller());
        }
        while (sync.waiting() < count) {
            Thread.onSpinWait();
        }
        return callers;
    }

    @Test
    void thoseWhoComeDuringAFlushShareTheNextOne() {
        CompletableFuture<Void> first = caller();
        disk.begun.acquireUninterruptibly();
        List<CompletableFuture<Void>> others = waiting(5);

        disk.mayEnd.release();
        first.join();
        disk.begun.acquireUninterruptibly();

        assertThat(others).noneMatch(CompletableFuture::isDone);
        disk.mayEnd.release();
        others.forEach(CompletableFuture::join);
        assertThat(disk.flushes).hasValue(2);
    }

    @Test
    void aFailedFlushIsToldToNobodyAsASuccess() {
        disk.broken = true;
        CompletableFuture<Void> first = caller();
        disk.begun.acquireUninterruptibly();
        List<CompletableFuture<Void>> others = waiting(3);

        disk.mayEnd.release(10);

        assertThatThrownBy(first::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(DatabaseException.class);
        assertThat(others)
                .allSatisfy(
                        other -> assertThatThrownBy(other::join).hasMessageContaining("broken"));
    }

    @Test
    void aLaterFlushMaySucceedAfterAFailedOne() {
        disk.broken = true;
        disk.mayEnd.release(2);
        assertThatThrownBy(sync::await).isInstanceOf(DatabaseException.class);

        disk.broken = false;

        assertThatCode(sync::await).doesNotThrowAnyException();
    }

    @Test
    void anInterruptedCallerStillWaitsForItsFlush() {
        CompletableFuture<Void> first = caller();
        disk.begun.acquireUninterruptibly();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread second =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    sync.await();
                                    interrupted.complete(Thread.currentThread().isInterrupted());
                                });

        second.interrupt();
        disk.mayEnd.release();
        first.join();
        assertThat(interrupted).isNotDone();
        disk.mayEnd.release();

        assertThat(interrupted.join()).isTrue();
    }
}
