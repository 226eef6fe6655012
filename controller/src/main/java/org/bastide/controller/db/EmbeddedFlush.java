package org.bastide.controller.db;

import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Brings all that was committed to H2 to the disk, so that who opens the file next finds it. {@code
 * CHECKPOINT SYNC} does not do that:
 *
 * <ul>
 *   <li>A commit that stores by itself ({@code WRITE_DELAY=0}) hands its pages to a thread of H2's,
 *       and nothing waits for that one. So H2 stores nothing by itself here, and a page of our own
 *       is stored by a call that returns once all are written.
 *   <li>When a chunk gets a place that the one before did not foresee, H2 writes the file's header,
 *       but with the chunk before. Whoever opens the file after a crash goes from there to the
 *       foreseen place, finds nothing, and takes the file to end there. So the header is written
 *       once more, by when it names the newest.
 * </ul>
 */
final class EmbeddedFlush {
    private static final String MAP = "bastide.flush";
    private static final Method WRITE_HEADER = writeHeader();

    private EmbeddedFlush() {}

    private static Method writeHeader() {
        try {
            Method method = RandomAccessStore.class.getDeclaredMethod("writeStoreHeader");
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("this release of H2 has another way to its header", e);
        }
    }

    static void run(Connection connection) throws SQLException {
        MVStore store =
                ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession())
                        .getDatabase()
                        .getStore()
                        .getMvStore();
        MVMap<Integer, Integer> map = store.openMap(MAP);
        do {
            map.put(0, map.getOrDefault(0, 0) + 1);
        } while (store.commit()
                < 0); // H2 stored our page by itself, and nobody has waited for that
        store.executeFilestoreOperation(() -> nameNewest(store));
        store.sync();
    }

    private static void nameNewest(MVStore store) {
        try {
            WRITE_HEADER.invoke(store.getFileStore());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the header of the file cannot be written", e);
        }
    }
}
