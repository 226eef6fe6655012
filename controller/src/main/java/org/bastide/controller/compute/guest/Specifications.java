package org.bastide.controller.compute.guest;

import org.bastide.common.link.ConfigDrive;
import org.bastide.common.link.GuestDisk;
import org.bastide.common.link.GuestSpecification;
import org.bastide.controller.compute.server.Server;
import org.bastide.controller.compute.zone.Zone;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Servers as nodes are told of them. */
final class Specifications {
    private Specifications() {}

    static GuestSpecification of(Server server, GuestDisk root) {
        ConfigDrive drive =
                new ConfigDrive(
                        server.hostname(),
                        server.zone().orElse(Zone.DEFAULT),
                        server.keyName(),
                        server.publicKey(),
                        server.userData(),
                        server.metadata());
        return new GuestSpecification(
                server.id(),
                server.name(),
                server.project(),
                server.user(),
                server.flavor().name(),
                server.flavor().vcpus(),
                server.flavor().memoryMebibytes(),
                List.of(root),
                hardware(server),
                drive);
    }

    /** Only what shapes hardware; a flavor's word goes before an image's. */
    private static Map<String, String> hardware(Server server) {
        Map<String, String> properties = new TreeMap<>();
        server.imageProperties()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith("hw_")) {
                                properties.put(key, value);
                            }
                        });
        server.flavor()
                .extraSpecs()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith("hw:")) {
                                properties.put("hw_" + key.substring(3), value);
                            }
                        });
        return properties;
    }
}
