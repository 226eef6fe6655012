package org.bastide.computenode.guest;

import org.bastide.computenode.configdrive.ConfigDriveImage;

/** Writes what the guest reads about itself. It stays until the guest is removed. */
public final class ConfigDriveHook implements GuestHook {
    private final GuestFolder folder;

    /** With the node's files. */
    public ConfigDriveHook(GuestFolder folder) {
        this.folder = folder;
    }

    @Override
    public void before(GuestStart start) {
        folder.prepare(start.guest());
        ConfigDriveImage.of(start.specification()).write(folder.configDrive(start.guest()));
    }

    @Override
    public void after(GuestRecord guest) {
        // a suspended guest still has it in its drive; removal takes the whole folder
    }
}
