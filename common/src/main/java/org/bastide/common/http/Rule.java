package org.bastide.common.http;

/**
 * Who may do something, in the roles of OpenStack's default policies; which project's things is
 * decided by the row.
 */
public enum Rule {
    /** Whoever has a valid token. */
    ANYONE {
        @Override
        public boolean allows(Caller caller) {
            return true;
        }
    },
    READER {
        @Override
        public boolean allows(Caller caller) {
            return caller.roles().contains("reader") || caller.isAdmin();
        }
    },
    MEMBER {
        @Override
        public boolean allows(Caller caller) {
            return caller.roles().contains("member") || caller.isAdmin();
        }
    },
    MANAGER {
        @Override
        public boolean allows(Caller caller) {
            return caller.roles().contains("manager") || caller.isAdmin();
        }
    },
    /** Readers of the system as a whole. */
    SYSTEM_READER {
        @Override
        public boolean allows(Caller caller) {
            return caller.isAdmin() || (caller.system() && caller.roles().contains("reader"));
        }
    },
    /** The cloud's own services, who look at others' tokens. */
    SERVICE {
        @Override
        public boolean allows(Caller caller) {
            return caller.roles().contains("service") || SYSTEM_READER.allows(caller);
        }
    },
    ADMIN {
        @Override
        public boolean allows(Caller caller) {
            return caller.isAdmin();
        }
    };

    /** Whether the caller's roles suffice. */
    public abstract boolean allows(Caller caller);
}
