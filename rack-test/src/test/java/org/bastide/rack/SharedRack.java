package org.bastide.rack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.nio.file.Path;

/**
 * Lends tests the one rack that all classes share, which takes a minute to make: up at the first
 * need, purged after the last test. Whoever takes it leaves it as it was: everything running,
 * nothing of its own left in the cloud, and no error in the logs of Bastide's processes. While
 * tests are written, {@code BASTIDE_RACK_STATE} may name a rack that is there already.
 */
final class SharedRack implements ParameterResolver, BeforeAllCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace HERE =
            ExtensionContext.Namespace.create(SharedRack.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Rack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return rack(context);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(HERE).put(Logs.class, Logs.since(rack(context)));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(context.getStore(HERE).get(Logs.class, Logs.class).unexpected())
                .as("errors in the logs of Bastide's processes")
                .isEmpty();
    }

    private static Rack rack(ExtensionContext context) {
        String kept = System.getenv("BASTIDE_RACK_STATE");
        ExtensionContext.Store store = context.getRoot().getStore(HERE);
        return kept == null
                ? store.computeIfAbsent(Rack.class, type -> made(), Rack.class)
                : store.computeIfAbsent(Kept.class, type -> new Kept(Path.of(kept)), Kept.class)
                        .rack();
    }

    /** Not closed: it is not ours. */
    private record Kept(Rack rack) {
        Kept(Path state) {
            this(Rack.in(state));
        }
    }

    private static Rack made() {
        Rack rack = Rack.named("shared");
        rack.up("--nodes", "2").orFail();
        return rack;
    }
}
