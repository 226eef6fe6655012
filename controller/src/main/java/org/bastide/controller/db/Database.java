package org.bastide.controller.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.bastide.common.http.Problem;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The cloud's SQL database. */
public final class Database implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 16;
    private static final int TRIES = 5;

    /** SQL states of a text that is too long or has NUL: what no check noticed before. */
    private static final Set<String> UNSTORABLE = Set.of("22001", "22021");

    /** SQL states of H2 that has lost its file, or is closed. */
    private static final Set<String> CLOSED = Set.of("90028", "90031", "90067", "90098", "90121");

    /** SQL states of a wait for a lock that was given up. */
    private static final Set<String> LOCKED = Set.of("HYT00", "55P03");

    private final HikariDataSource source;
    private final Jdbi jdbi;
    private final Runnable durable;

    private Database(HikariDataSource source, boolean embedded) {
        this.source = source;
        this.jdbi = Jdbi.create(source);
        this.durable = embedded ? new SharedSync(this::flush)::await : () -> {};
    }

    /** Opens the database and brings its schema to this release's. */
    public static Database open(DatabaseConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(config.url());
        config.user().ifPresent(pool::setUsername);
        config.passwordFile().ifPresent(file -> pool.setPassword(password(file)));
        pool.setMaximumPoolSize(MOST_CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(5_000);
        pool.setPoolName("database");
        HikariDataSource source = new HikariDataSource(pool);
        try {
            Flyway.configure().dataSource(source).loggers("slf4j").load().migrate();
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
        return new Database(source, config.isEmbedded());
    }

    /**
     * Runs work in one transaction and returns once it is on disk. The work may be run again where
     * the database broke a deadlock, so it does nothing but SQL.
     *
     * @throws DatabaseException if it is unknown whether it committed
     */
    public <T> T transact(Function<Tx, T> work) {
        T result = attempt(work);
        durable.run();
        return result;
    }

    /** {@link #transact} for work that yields nothing. */
    public void write(Consumer<Tx> work) {
        transact(
                tx -> {
                    work.accept(tx);
                    return null;
                });
    }

    /** Runs queries that belong together; changes nothing. */
    public <T> T read(Function<Tx, T> work) {
        return attempt(work);
    }

    private <T> T attempt(Function<Tx, T> work) {
        for (int tried = 1; ; tried++) {
            try {
                return jdbi.inTransaction(handle -> run(handle, work));
            } catch (JdbiException e) {
                if (tried == TRIES || !wasRolledBack(e)) {
                    throw translated(e);
                }
            }
        }
    }

    private static <T> T run(Handle handle, Function<Tx, T> work) {
        Tx tx = new Tx(handle);
        T result = work.apply(tx);
        if (!tx.events().isEmpty()) {
            LedgerRepository.append(tx, tx.events());
        }
        return result;
    }

    /** Deadlock or serialization failure: rolled back whole, to be run again. */
    private static boolean wasRolledBack(JdbiException e) {
        String state = state(e);
        return state.equals("40001") || state.equals("40P01");
    }

    /**
     * A lost connection is a 503, as any lost dependency; a broken constraint is for the caller to
     * understand.
     */
    private static RuntimeException translated(JdbiException e) {
        String state = state(e);
        if (state.startsWith("23")) {
            return new ConstraintException(e);
        }
        if (UNSTORABLE.contains(state)) {
            return new Problem(
                    Problem.Code.BAD_REQUEST,
                    "A value in the request is too long, or has characters that cannot be stored.",
                    e);
        }
        if (e instanceof ConnectionException
                || state.startsWith("08")
                || state.startsWith("57P")
                || CLOSED.contains(state)) {
            return new Problem(Problem.Code.UNAVAILABLE, "The database is away; try again.", e);
        }
        if (LOCKED.contains(state)) {
            return new Problem(Problem.Code.UNAVAILABLE, "The database is busy; try again.", e);
        }
        return new DatabaseException("a statement failed", e);
    }

    private static String state(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    private void flush() {
        try (Handle handle = jdbi.open()) {
            EmbeddedFlush.run(handle.getConnection());
        } catch (SQLException | RuntimeException e) {
            throw new DatabaseException("the flush failed: committed or not is unknown", e);
        }
    }

    private static String password(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the database's password cannot be read", e);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
