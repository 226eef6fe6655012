package org.bastide.computenode.libvirt;

import java.nio.file.Path;
import java.util.Map;

/**
 * Runs domains. Each call blocks. Each may throw {@link HypervisorException} when it is refused and
 * {@link HypervisorLostException} when what it did is unknown.
 */
public interface Hypervisor extends AutoCloseable {
    /** How a domain's CPUs begin. */
    enum Begin {
        RUNNING,
        PAUSED
    }

    /** Names who is told what happens, and connects; goes on trying until closed. */
    void start(HypervisorListener listener);

    /** Whether calls can be answered now. */
    boolean reachable();

    /** What the machine is. */
    NodeFacts facts();

    /** All domains that are there, by guest. */
    Map<String, DomainStatus> domains();

    /** One domain. */
    DomainStatus domain(String guest);

    /** Starts a transient domain; refused where there is one already. */
    void create(DomainDescription domain, Begin begin);

    /** Ends the domain's process at once. Without a domain nothing happens. */
    void destroy(String guest);

    /** Presses the guest's power button. */
    void shutdown(String guest);

    /** Presses the power button and starts the guest anew, in its process, once it powers off. */
    void reboot(String guest);

    /** Presses the reset button. */
    void reset(String guest);

    /** Stops the CPUs. */
    void pause(String guest);

    /** Lets the CPUs go on. */
    void resume(String guest);

    /** Writes the guest's memory to a file and ends its process. */
    void save(String guest, Path file);

    /** Starts the domain that was saved. The file stays. */
    void restore(Path file, Begin begin);

    /** Keeps a secret in memory, in place of an older one of that id. */
    void defineSecret(Secret secret);

    /** Forgets a secret. Without one nothing happens. */
    void undefineSecret(String id);

    @Override
    void close();
}
