package org.bastide.controller.compute.server;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a tenant asked for.
 *
 * @param hostname the guest's host name, made of the name it was created with
 * @param imageProperties of the image, as they were
 * @param flavor as it was
 * @param keyName the keypair, if any, with its {@code publicKey} as it was
 * @param userData in base64, as sent
 * @param wantedHost the host that an administrator named
 * @param autoDiskConfig Nova's {@code OS-DCF:diskConfig}, kept and shown; nobody partitions guests'
 *     disks
 * @param lock who keeps others' hands off it, if anyone
 * @param deleting whether it is on its way out
 * @param placed whether placement has decided, for a host or against
 */
public record Server(
        String id,
        String project,
        String user,
        String name,
        String hostname,
        Optional<String> description,
        String image,
        Map<String, String> imageProperties,
        ServerFlavor flavor,
        Optional<String> keyName,
        Optional<String> publicKey,
        Optional<String> userData,
        boolean configDrive,
        Map<String, String> metadata,
        List<String> tags,
        Optional<String> zone,
        Optional<String> wantedHost,
        String reservation,
        int launchIndex,
        Optional<String> accessIpv4,
        Optional<String> accessIpv6,
        boolean autoDiskConfig,
        Optional<ServerLock> lock,
        Instant created,
        Instant updated,
        Optional<Instant> launched,
        Optional<Instant> deleted,
        boolean deleting,
        Optional<Fault> fault,
        boolean placed,
        long version) {
    public Server {
        imageProperties = Map.copyOf(imageProperties);
        metadata = Map.copyOf(metadata);
        tags = List.copyOf(tags);
    }

    /** Why a server is in error. */
    public record Fault(int code, String message, Instant at) {}

    /** A flavor as it was when the server was made of it. */
    public record ServerFlavor(
            String id,
            String name,
            int vcpus,
            long memoryMebibytes,
            long diskGibibytes,
            long ephemeralGibibytes,
            long swapMebibytes,
            Map<String, String> extraSpecs) {
        public ServerFlavor {
            extraSpecs = Map.copyOf(extraSpecs);
        }
    }
}
