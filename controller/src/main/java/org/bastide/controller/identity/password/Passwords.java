package org.bastide.controller.identity.password;

import org.bastide.common.http.Problem;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Hashes and checks passwords. A hash costs much memory and time by intention, so that only two are
 * computed at once; who waits too long, or finds too many waiting, is sent away.
 */
public final class Passwords {
    private static final int MEMORY = 19 * 1024;
    private static final int PASSES = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int AT_ONCE = 2;
    private static final int MOST_WAITING = 64;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final SecureRandom random = new SecureRandom();
    private final Semaphore slots = new Semaphore(AT_ONCE, true);
    private final AtomicInteger waiting = new AtomicInteger();
    private final Argon2 nobodys =
            new Argon2(MEMORY, PASSES, 1, new byte[SALT_BYTES], new byte[HASH_BYTES]);

    /**
     * The hash of a new password, as text.
     *
     * @throws Problem UNAVAILABLE if too many are being hashed
     */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return inTurn(() -> Argon2.of(password, MEMORY, PASSES, salt, HASH_BYTES).text());
    }

    /**
     * Whether the password is the one of the hash. Without a hash the answer is no, and takes as
     * long: nobody learns who exists.
     *
     * @throws Problem UNAVAILABLE if too many are being hashed
     */
    public boolean matches(String password, Optional<String> hash) {
        Optional<Argon2> known = hash.flatMap(Argon2::parse);
        Argon2 compared = known.orElse(nobodys);
        boolean same = inTurn(() -> compared.isOf(password));
        return same && known.isPresent();
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (waiting.incrementAndGet() > MOST_WAITING
                    || !slots.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.unavailable("Too many passwords are being checked; try again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("The controller is stopping; try again.");
        } finally {
            waiting.decrementAndGet();
        }
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }
}
