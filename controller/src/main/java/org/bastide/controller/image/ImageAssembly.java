package org.bastide.controller.image;

import org.bastide.common.http.ApiService;
import org.bastide.common.http.Channels;
import org.bastide.common.http.FaultShape;
import org.bastide.common.http.Routes;
import org.bastide.controller.db.Database;
import org.bastide.controller.lease.Duty;
import org.bastide.controller.lease.Leases;
import org.bastide.controller.task.StorageWork;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** The image service, put together. */
public final class ImageAssembly implements AutoCloseable {
    /** Where the service is on the API's port. */
    public static final ApiService SERVICE = ApiService.of("image", "/image", FaultShape.GLANCE);

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration FULL_PERIOD = Duration.ofMinutes(5);

    private final ImageService images;
    private final ImageApi api;
    private final Duty duty;

    /**
     * The service, not yet running.
     *
     * @param channels mounted on the nodes' listener, where the storage nodes come for bytes
     */
    public ImageAssembly(
            Database database,
            StorageWork storage,
            Channels channels,
            InstantSource clock,
            ImageConfig config,
            Leases leases) {
        ImageRepository repository = new ImageRepository();
        Duration patience = config.patience().orElseThrow();
        ImageClaims claims =
                new ImageClaims(
                        database,
                        repository,
                        clock,
                        UUID.randomUUID().toString(),
                        config.lease().orElseThrow());
        ImageReconciler passes =
                new ImageReconciler(database, repository, claims, storage, clock, patience);
        duty = new Duty("image", leases, PERIOD, FULL_PERIOD, (lease, full) -> passes.run(full));
        images =
                new ImageService(
                        database,
                        repository,
                        duty::nudge,
                        clock,
                        () -> UUID.randomUUID().toString());
        UploadImage uploads =
                new UploadImage(
                        database,
                        repository,
                        claims,
                        passes,
                        duty::nudge,
                        storage,
                        channels,
                        clock,
                        config);
        api =
                new ImageApi(
                        images,
                        uploads,
                        new DownloadImage(database, repository, storage, channels, patience));
    }

    /** Adds the routes of {@link #SERVICE}. */
    public void mount(Routes routes) {
        new ImageDocuments().mount(routes);
        api.mount(routes);
    }

    /** What other services ask about images. */
    public ImageService images() {
        return images;
    }

    /** A storage node has come, or anything else that may let unsettled images be settled. */
    public void nudge() {
        duty.nudge();
    }

    /** Starts to settle what is not, of a run before this one too. */
    public void start() {
        duty.start();
    }

    @Override
    public void close() {
        duty.close();
    }
}
