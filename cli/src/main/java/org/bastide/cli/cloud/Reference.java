package org.bastide.cli.cloud;

/** A Keystone entity, by its {@code id} or by its {@code name}. */
public record Reference(String by, String value) {
    /** The domain that a cloud begins with. */
    static final Reference DEFAULT_DOMAIN = new Reference("id", "default");
}
