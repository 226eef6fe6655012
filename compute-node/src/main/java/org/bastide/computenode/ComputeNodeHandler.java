package org.bastide.computenode;

import org.bastide.common.link.Answer;
import org.bastide.common.link.ControllerLink;
import org.bastide.common.link.ControllerMessage;
import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.Heartbeat;
import org.bastide.common.link.Hello;
import org.bastide.common.link.Inventory;
import org.bastide.common.link.Messages;
import org.bastide.common.link.NodeHandler;
import org.bastide.common.link.OpenChannel;
import org.bastide.common.link.Query;
import org.bastide.common.link.SyncEnd;
import org.bastide.common.link.TaskDirective;
import org.bastide.common.link.UnknownMessage;
import org.bastide.common.link.Unsupported;
import org.bastide.common.link.Welcome;
import org.bastide.common.node.Machine;
import org.bastide.computenode.console.ConsoleLog;
import org.bastide.computenode.guest.GuestFolder;
import org.bastide.computenode.guest.Guests;
import org.bastide.computenode.libvirt.Lane;
import org.bastide.computenode.libvirt.Lanes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the compute node does with what controllers say. */
public final class ComputeNodeHandler implements NodeHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ComputeNodeHandler.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Guests guests;
    private final GuestFolder folder;
    private final Lanes lanes;
    private final Supplier<Optional<Inventory>> inventory;
    private final Supplier<List<String>> degraded;
    private final String boot;
    private final CountDownLatch arrival = new CountDownLatch(1);
    private volatile boolean saidTooLittle;

    ComputeNodeHandler(
            Guests guests,
            GuestFolder folder,
            Lanes lanes,
            Supplier<Optional<Inventory>> inventory,
            Supplier<List<String>> degraded,
            String boot) {
        this.guests = guests;
        this.folder = folder;
        this.lanes = lanes;
        this.inventory = inventory;
        this.degraded = degraded;
        this.boot = boot;
    }

    /** A node that has just started waits for its hypervisor, to say what it is. */
    @Override
    public Hello hello() {
        try {
            if (!arrival.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the hypervisor is not there: controllers learn nothing of this node");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Hello hello = onLane(this::look);
        saidTooLittle = hello.inventory().isEmpty();
        return hello;
    }

    /** The hypervisor is there. True where a controller should hear another hello for it. */
    boolean arrived() {
        arrival.countDown();
        return saidTooLittle;
    }

    private Hello look() {
        return new Hello(
                Messages.PROTOCOL,
                List.of(),
                Machine.release(ComputeNodeHandler.class),
                boot,
                Machine.addresses(),
                inventory.get(),
                guests.observations());
    }

    @Override
    public Heartbeat heartbeat() {
        return new Heartbeat(degraded.get());
    }

    @Override
    public void receive(ControllerMessage message, ControllerLink link) {
        switch (message) {
            case GuestDirective directive -> take(directive, link);
            case Query query -> link.send(answer(query));
            case TaskDirective task -> link.send(new Unsupported(Optional.of(task.task())));
            case OpenChannel open -> link.send(new Unsupported(Optional.of(open.channel())));
            case UnknownMessage _ -> link.send(new Unsupported(Optional.empty()));
            case Welcome _, SyncEnd _ -> LOG.debug("{}", message);
        }
    }

    private void take(GuestDirective directive, ControllerLink link) {
        try {
            guests.take(directive);
        } catch (IllegalArgumentException e) {
            LOG.warn("a directive for {} cannot be obeyed", directive.guest(), e);
            link.send(new Unsupported(Optional.of(directive.guest())));
        }
    }

    private Answer answer(Query query) {
        return switch (query.kind()) {
            case CONSOLE_LOG -> consoleLog(query);
        };
    }

    private Answer consoleLog(Query query) {
        try {
            ConsoleLog log = new ConsoleLog(folder.consoleLog(GuestFolder.checked(query.guest())));
            Optional<String> text = log.last(query.limit());
            return text.isPresent()
                    ? new Answer(query.id(), text, Optional.empty())
                    : problem(query, "the guest has written nothing on this node");
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the console log of {} cannot be read", query.guest(), e);
            return problem(query, "the console log cannot be read: " + e.getMessage());
        }
    }

    private static Answer problem(Query query, String problem) {
        return new Answer(query.id(), Optional.empty(), Optional.of(problem));
    }

    /** Asks the hypervisor from a platform thread, while this virtual one waits. */
    private <T> T onLane(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        lanes.run(Lane.QUERY, "saying hello", () -> answer.completeAsync(question, Runnable::run));
        return answer.join();
    }
}
