package org.bastide.computenode.configdrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.bastide.common.link.ConfigDrive;
import org.bastide.common.link.GuestSpecification;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a config drive, as Nova's <a
 * href="https://docs.openstack.org/nova/latest/user/metadata.html">metadata formats</a> have them.
 * Each version has the same files, because each only added to the one before.
 */
final class ConfigDriveFiles {
    private static final List<String> OPENSTACK =
            List.of("2012-08-10", "2015-10-15", "2017-02-22", "2018-08-27", "latest");
    private static final List<String> EC2 = List.of("2009-04-04", "latest");
    private static final int SEED_BYTES = 512;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private ConfigDriveFiles() {}

    /** Their contents by path. */
    static Map<String, byte[]> of(GuestSpecification specification) {
        ConfigDrive drive = specification.configDrive();
        Map<String, byte[]> openstack = new TreeMap<>();
        openstack.put("meta_data.json", json(metadata(specification, drive)));
        openstack.put("network_data.json", json(noNetworks()));
        openstack.put("vendor_data.json", json(Map.of()));
        openstack.put("vendor_data2.json", json(Map.of()));
        Map<String, byte[]> ec2 = new TreeMap<>();
        ec2.put("meta-data.json", json(ec2Metadata(specification, drive)));
        drive.userData()
                .map(data -> Base64.getMimeDecoder().decode(data))
                .ifPresent(
                        data -> {
                            openstack.put("user_data", data);
                            ec2.put("user-data", data);
                        });
        Map<String, byte[]> files = new TreeMap<>();
        OPENSTACK.forEach(
                version ->
                        openstack.forEach(
                                (name, data) ->
                                        files.put("openstack/" + version + '/' + name, data)));
        EC2.forEach(
                version ->
                        ec2.forEach(
                                (name, data) -> files.put("ec2/" + version + '/' + name, data)));
        return files;
    }

    private static Map<String, Object> metadata(
            GuestSpecification specification, ConfigDrive drive) {
        byte[] seed = new byte[SEED_BYTES];
        RANDOM.nextBytes(seed);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("uuid", specification.server());
        metadata.put("name", specification.name());
        metadata.put("hostname", drive.hostname());
        metadata.put("availability_zone", drive.availabilityZone());
        metadata.put("project_id", specification.project());
        metadata.put("launch_index", 0);
        metadata.put("meta", drive.metadata());
        metadata.put("random_seed", Base64.getEncoder().encodeToString(seed));
        metadata.put("devices", List.of());
        metadata.put("dedicated_cpus", List.of());
        drive.publicKey()
                .ifPresent(
                        key -> {
                            String name = drive.keyName().orElse("key");
                            metadata.put("public_keys", Map.of(name, key));
                            metadata.put(
                                    "keys",
                                    List.of(Map.of("name", name, "type", "ssh", "data", key)));
                        });
        return metadata;
    }

    private static Map<String, Object> ec2Metadata(
            GuestSpecification specification, ConfigDrive drive) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("instance-id", "i-" + specification.server().replace("-", "").substring(0, 8));
        metadata.put("instance-type", specification.flavor());
        metadata.put("hostname", drive.hostname());
        metadata.put("local-hostname", drive.hostname());
        metadata.put("ami-launch-index", 0);
        metadata.put("placement", Map.of("availability-zone", drive.availabilityZone()));
        metadata.put("block-device-mapping", Map.of("ami", "vda", "root", "/dev/vda"));
        drive.publicKey()
                .ifPresent(
                        key ->
                                metadata.put(
                                        "public-keys", Map.of("0", Map.of("openssh-key", key))));
        return metadata;
    }

    private static Map<String, Object> noNetworks() {
        return Map.of("links", List.of(), "networks", List.of(), "services", List.of());
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON", e);
        }
    }
}
