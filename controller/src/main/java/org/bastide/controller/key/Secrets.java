package org.bastide.controller.key;

import org.bastide.controller.db.ConstraintException;
import org.bastide.controller.db.Database;

import java.util.Optional;
import java.util.function.Supplier;

/** Named secrets of the cloud, sealed in SQL. */
public final class Secrets {
    private final Database database;
    private final RootKey root;
    private final SecretRepository repository = new SecretRepository();

    public Secrets(Database database, RootKey root) {
        this.database = database;
        this.root = root;
    }

    /**
     * The secret of this name; made and kept where there is none. Of several who make one at once,
     * one wins.
     */
    public byte[] obtain(String name, Supplier<byte[]> make) {
        Optional<byte[]> kept = find(name);
        if (kept.isPresent()) {
            return kept.get();
        }
        byte[] made = make.get();
        try {
            database.write(tx -> repository.insert(tx, name, root.seal(name, made)));
            return made;
        } catch (ConstraintException another) {
            return find(name).orElseThrow();
        }
    }

    private Optional<byte[]> find(String name) {
        return database.<Optional<String>>read(tx -> repository.find(tx, name))
                .map(text -> root.open(name, text));
    }
}
