package org.bastide.rack;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Lends tests the one rack that all classes share, which takes a minute to make: up at the first
 * need, purged after the last test. Whoever takes it leaves it as it was: everything running,
 * nothing of its own left in the cloud.
 */
final class SharedRack implements ParameterResolver {
    private static final ExtensionContext.Namespace HERE =
            ExtensionContext.Namespace.create(SharedRack.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Rack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(Rack.class, type -> made(), Rack.class);
    }

    private static Rack made() {
        Rack rack = Rack.named("shared");
        rack.up("--nodes", "2").orFail();
        return rack;
    }
}
