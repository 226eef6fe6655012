package org.bastide.computenode.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.SecretPointer;
import org.libvirt.jna.SizeT;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Domains by libvirt. */
public final class LibvirtHypervisor implements Hypervisor {
    private static final int LIFECYCLE_CONNECTIONS = 4;

    private final LibvirtCalls calls = LibvirtCalls.load();
    private final LibvirtConnection query;
    private final LibvirtConnection longJobs;
    private final List<LibvirtConnection> lifecycle;
    private final LibvirtKeeper keeper;
    private final Supplier<NodeFacts> facts;

    /** Connects once started; the URI is libvirt's, such as {@code qemu:///system}. */
    public LibvirtHypervisor(String uri, Acceleration acceleration) {
        LibvirtEventLoop.ensure();
        this.keeper = new LibvirtKeeper();
        this.query = new LibvirtConnection(uri, keeper::wake);
        this.longJobs = new LibvirtConnection(uri, keeper::wake);
        this.lifecycle =
                Stream.generate(() -> new LibvirtConnection(uri, keeper::wake))
                        .limit(LIFECYCLE_CONNECTIONS)
                        .toList();
        this.facts = remembered(() -> LibvirtFacts.read(query, acceleration));
    }

    @Override
    public void start(HypervisorListener listener) {
        List<LibvirtConnection> others = new ArrayList<>(lifecycle);
        others.add(longJobs);
        keeper.start(query, others, listener);
    }

    @Override
    public boolean reachable() {
        return keeper.whole();
    }

    @Override
    public NodeFacts facts() {
        return facts.get();
    }

    @Override
    public Map<String, DomainStatus> domains() {
        return query.call(
                "listing domains",
                connection -> {
                    PointerByReference list = new PointerByReference();
                    int count =
                            query.check(
                                    "listing domains",
                                    calls.virConnectListAllDomains(
                                            connection, list, LibvirtCalls.LIST_ACTIVE));
                    Map<String, DomainStatus> domains = new HashMap<>();
                    for (Pointer pointer : list.getValue().getPointerArray(0, count)) {
                        DomainPointer domain = new DomainPointer(pointer);
                        DomainNames.guest(calls.virDomainGetName(domain))
                                .ifPresent(guest -> domains.put(guest, status(domain)));
                        calls.virDomainFree(domain);
                    }
                    Native.free(Pointer.nativeValue(list.getValue()));
                    return domains;
                });
    }

    @Override
    public DomainStatus domain(String guest) {
        return query.domain("looking at it", guest, this::status, DomainStatus.ABSENT);
    }

    @Override
    public void create(DomainDescription domain, Begin begin) {
        String xml = DomainXml.of(domain, facts());
        int flags = begin == Begin.PAUSED ? LibvirtCalls.START_PAUSED : 0;
        LibvirtConnection lane = lifecycle(domain.guest());
        lane.call(
                "starting it",
                connection -> {
                    DomainPointer created = calls.virDomainCreateXML(connection, xml, flags);
                    if (created == null) {
                        throw lane.failure("it does not start");
                    }
                    return calls.virDomainFree(created);
                });
    }

    @Override
    public void destroy(String guest) {
        LibvirtConnection lane = lifecycle(guest);
        lane.domain(
                "ending it",
                guest,
                domain -> {
                    int status = calls.virDomainDestroy(domain);
                    if (status < 0) {
                        LibvirtFailure failure = lane.failure("it does not end");
                        if (failure.code() != LibvirtCalls.OPERATION_INVALID) {
                            throw failure;
                        }
                    }
                    return status;
                },
                0);
    }

    @Override
    public void shutdown(String guest) {
        lifecycle(guest)
                .require(
                        "its power button",
                        guest,
                        domain ->
                                calls.virDomainShutdownFlags(
                                        domain, LibvirtCalls.SHUTDOWN_POWER_BUTTON));
    }

    @Override
    public void reboot(String guest) {
        lifecycle(guest)
                .require(
                        "rebooting it",
                        guest,
                        domain -> calls.virDomainReboot(domain, LibvirtCalls.REBOOT_POWER_BUTTON));
    }

    @Override
    public void reset(String guest) {
        lifecycle(guest).require("resetting it", guest, domain -> calls.virDomainReset(domain, 0));
    }

    @Override
    public void pause(String guest) {
        lifecycle(guest).require("pausing it", guest, calls::virDomainSuspend);
    }

    @Override
    public void resume(String guest) {
        lifecycle(guest).require("resuming it", guest, calls::virDomainResume);
    }

    @Override
    public void save(String guest, Path file) {
        longJobs.require(
                "saving its memory", guest, domain -> calls.virDomainSave(domain, file.toString()));
    }

    @Override
    public void restore(Path file, Begin begin) {
        int flags = begin == Begin.PAUSED ? LibvirtCalls.SAVE_PAUSED : LibvirtCalls.SAVE_RUNNING;
        longJobs.call(
                "restoring its memory",
                connection ->
                        longJobs.check(
                                "its memory cannot be restored",
                                calls.virDomainRestoreFlags(
                                        connection, file.toString(), Pointer.NULL, flags)));
    }

    @Override
    public void defineSecret(Secret secret) {
        query.call(
                "keeping a disk's key",
                connection -> {
                    SecretPointer defined =
                            calls.virSecretDefineXML(connection, DomainXml.of(secret), 0);
                    if (defined == null) {
                        throw query.failure("a disk's key cannot be kept");
                    }
                    byte[] key = Base64.getDecoder().decode(secret.key());
                    int status = calls.virSecretSetValue(defined, key, new SizeT(key.length), 0);
                    calls.virSecretFree(defined);
                    return query.check("a disk's key cannot be kept", status);
                });
    }

    @Override
    public void undefineSecret(String id) {
        query.call(
                "forgetting a disk's key",
                connection -> {
                    SecretPointer secret = calls.virSecretLookupByUUIDString(connection, id);
                    if (secret == null) {
                        LibvirtFailure failure = query.failure("a disk's key cannot be forgotten");
                        if (failure.code() != LibvirtCalls.NO_SECRET) {
                            throw failure;
                        }
                        return 0;
                    }
                    int status = calls.virSecretUndefine(secret);
                    calls.virSecretFree(secret);
                    return query.check("a disk's key cannot be forgotten", status);
                });
    }

    @Override
    public void close() {
        keeper.close();
    }

    /** A guest's calls always share a connection, so that what it waits for is its own. */
    private LibvirtConnection lifecycle(String guest) {
        return lifecycle.get(Math.floorMod(guest.hashCode(), lifecycle.size()));
    }

    private DomainStatus status(DomainPointer domain) {
        IntByReference state = new IntByReference();
        IntByReference reason = new IntByReference();
        query.check("looking at it", calls.virDomainGetState(domain, state, reason, 0));
        return LibvirtStates.status(state.getValue(), reason.getValue());
    }

    /**
     * Asked once it can be answered, then remembered: a machine's facts change by a reboot only.
     */
    private static Supplier<NodeFacts> remembered(Supplier<NodeFacts> question) {
        AtomicReference<NodeFacts> answer = new AtomicReference<>();
        return () -> {
            NodeFacts known = answer.get();
            return known == null
                    ? answer.updateAndGet(other -> other == null ? question.get() : other)
                    : known;
        };
    }
}
