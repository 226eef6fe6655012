package org.bastide.controller.task;

import org.bastide.common.link.OpenChannel;
import org.bastide.common.link.Outcome;
import org.bastide.common.link.TaskDirective;
import org.bastide.common.link.TaskObservation;
import org.bastide.common.link.Work;
import org.bastide.controller.node.Links;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeEvents;
import org.bastide.controller.node.NodeLink;
import org.bastide.controller.node.NodeRole;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Sends storage work to the storage nodes that are linked to this controller. */
public final class StorageTasks implements StorageWork, NodeEvents {
    private final Links links;
    private final Map<String, Started> started = new ConcurrentHashMap<>();

    private record Started(NodeLink link, CompletableFuture<Outcome> outcome) {}

    public StorageTasks(Links links) {
        this.links = links;
    }

    @Override
    public CompletableFuture<Outcome> start(Work work, int attempt, Duration deadline) {
        Optional<NodeLink> link = link();
        if (link.isEmpty()) {
            return CompletableFuture.completedFuture(trouble("No storage node is connected."));
        }
        String task = UUID.randomUUID().toString();
        Node node = link.get().node();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        started.put(task, new Started(link.get(), outcome));
        link.get().send(new TaskDirective(0, task, attempt, work));
        if (links.find(node.id()).filter(link.get()::equals).isEmpty()) {
            outcome.complete(trouble("Storage node %s went away.".formatted(node.name())));
        }
        return outcome.completeOnTimeout(
                        trouble(
                                "Storage node %s did not answer within %d s."
                                        .formatted(node.name(), deadline.toSeconds())),
                        deadline.toMillis(),
                        TimeUnit.MILLISECONDS)
                .whenComplete((ignored, failure) -> started.remove(task));
    }

    @Override
    public boolean bring(String channel, String image) {
        Optional<NodeLink> link = link();
        link.ifPresent(to -> to.send(new OpenChannel(channel, image)));
        return link.isPresent();
    }

    private Optional<NodeLink> link() {
        List<NodeLink> storage =
                links.all().stream()
                        .filter(link -> link.node().role() == NodeRole.STORAGE)
                        .toList();
        return storage.isEmpty()
                ? Optional.empty()
                : Optional.of(storage.get(ThreadLocalRandom.current().nextInt(storage.size())));
    }

    @Override
    public void observed(Node node, TaskObservation observation) {
        Started task = started.get(observation.task());
        if (task != null && task.link().node().id().equals(node.id())) {
            observation.outcome().ifPresent(task.outcome()::complete);
        }
    }

    /** What was sent on the link may be lost with it. */
    @Override
    public void unlinked(NodeLink link) {
        Outcome lost = trouble("Storage node %s went away.".formatted(link.node().name()));
        started.values().stream()
                .filter(task -> task.link().equals(link))
                .forEach(task -> task.outcome().complete(lost));
    }

    private static Outcome trouble(String reason) {
        return new Outcome.Failed(Outcome.Kind.TROUBLE, reason);
    }
}
