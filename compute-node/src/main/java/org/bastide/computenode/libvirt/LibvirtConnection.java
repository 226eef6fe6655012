package org.bastide.computenode.libvirt;

import com.sun.jna.Pointer;

import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt.VirConnectCloseFunc;
import org.libvirt.jna.virError;

import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One connection to libvirtd. Once lost it refuses all calls until {@link #open} succeeds again.
 * The C object lives until the last call on it has returned, however long that hangs.
 */
final class LibvirtConnection {
    private static final int KEEPALIVE_SECONDS = 5;
    private static final int KEEPALIVE_COUNT = 3;

    private final LibvirtCalls calls = LibvirtCalls.load();
    private final String uri;
    private final Runnable lost;
    private final VirConnectCloseFunc onClose;

    /** Null while there is no connection. */
    private ConnectionPointer current;

    LibvirtConnection(String uri, Runnable lost) {
        this.uri = uri;
        this.lost = lost;
        this.onClose = (connection, reason, data) -> lost.run();
    }

    /** Whether calls can be made, as far as is known. */
    synchronized boolean isOpen() {
        return current != null && calls.virConnectIsAlive(current) == 1;
    }

    /** Opens it anew, with keepalive. */
    void open() {
        close();
        ConnectionPointer opened = calls.virConnectOpen(uri);
        if (opened == null) {
            throw new HypervisorLostException("libvirt does not answer: " + lastMessage());
        }
        calls.virConnectSetKeepAlive(opened, KEEPALIVE_SECONDS, KEEPALIVE_COUNT);
        calls.virConnectRegisterCloseCallback(opened, onClose, Pointer.NULL, Pointer.NULL);
        synchronized (this) {
            current = opened;
        }
    }

    /** Lets go of it. */
    synchronized void close() {
        if (current != null) {
            calls.virConnectUnregisterCloseCallback(current, onClose);
            calls.virConnectClose(current);
            current = null;
        }
    }

    /** Makes a call on the connection; {@code what} says what for. */
    <T> T call(String what, Function<ConnectionPointer, T> call) {
        ConnectionPointer held = hold();
        try {
            return call.apply(held);
        } catch (LibvirtFailure e) {
            if (calls.virConnectIsAlive(held) != 1) {
                lost.run();
                throw new HypervisorLostException("libvirt was lost: " + what);
            }
            throw e;
        } finally {
            calls.virConnectClose(held);
        }
    }

    /** Makes a call on a guest's domain. A domain that is not there is {@code absent}. */
    <T> T domain(String what, String guest, Function<DomainPointer, T> call, T absent) {
        return call(
                what,
                connection -> {
                    DomainPointer domain =
                            calls.virDomainLookupByName(connection, DomainNames.of(guest));
                    if (domain == null) {
                        return ifGone(failure(what), absent);
                    }
                    try {
                        return call.apply(domain);
                    } catch (LibvirtFailure e) {
                        return ifGone(e, absent);
                    } finally {
                        calls.virDomainFree(domain);
                    }
                });
    }

    /** Makes a call on a guest's domain that returns a C status. Refused where there is none. */
    void require(String what, String guest, ToIntFunction<DomainPointer> call) {
        boolean there =
                domain(
                        what,
                        guest,
                        domain -> {
                            check(what, call.applyAsInt(domain));
                            return true;
                        },
                        false);
        if (!there) {
            throw new HypervisorException(what + ": it does not run");
        }
    }

    /** Throws what went wrong if a C function returned a negative status. */
    int check(String what, int status) {
        if (status < 0) {
            throw failure(what);
        }
        return status;
    }

    /** The failure of the last C function on this thread. */
    LibvirtFailure failure(String what) {
        virError error = calls.virGetLastError();
        return error == null
                ? new LibvirtFailure(0, what, "no reason given")
                : new LibvirtFailure(error.code, what, error.message);
    }

    private synchronized ConnectionPointer hold() {
        if (current == null) {
            throw new HypervisorLostException("libvirt does not answer");
        }
        calls.virConnectRef(current);
        return current;
    }

    private String lastMessage() {
        virError error = calls.virGetLastError();
        return error == null ? "no reason given" : error.message;
    }

    private static <T> T ifGone(LibvirtFailure failure, T absent) {
        if (failure.code() == LibvirtCalls.NO_DOMAIN) {
            return absent;
        }
        throw failure;
    }
}
