package org.bastide.controller.compute.quota;

import org.bastide.common.http.Microversion;

import java.util.Arrays;
import java.util.List;

/** What is limited, with Nova's defaults; −1 is without limit. */
public enum Quota {
    INSTANCES("instances", 10),
    CORES("cores", 20),
    /** In MiB. */
    RAM("ram", 51_200),
    METADATA_ITEMS("metadata_items", 128),
    /** For each user. */
    KEY_PAIRS("key_pairs", 100),
    SERVER_GROUPS("server_groups", 10),
    SERVER_GROUP_MEMBERS("server_group_members", 10),
    INJECTED_FILES("injected_files", 5),
    INJECTED_FILE_CONTENT_BYTES("injected_file_content_bytes", 10_240),
    INJECTED_FILE_PATH_BYTES("injected_file_path_bytes", 255),
    FIXED_IPS("fixed_ips", -1),
    FLOATING_IPS("floating_ips", -1),
    SECURITY_GROUPS("security_groups", -1),
    SECURITY_GROUP_RULES("security_group_rules", -1);

    private final String word;
    private final int usual;

    Quota(String word, int usual) {
        this.word = word;
        this.usual = usual;
    }

    /** As the API names it. */
    public String word() {
        return word;
    }

    /** The limit of a cloud that nobody changed. */
    int usual() {
        return usual;
    }

    /** Those that {@code os-quota-sets} has: no network's since 2.36, no files since 2.57. */
    static List<Quota> ofProjects(Microversion version) {
        return Arrays.stream(values())
                .filter(
                        quota ->
                                switch (quota.kind()) {
                                    case NETWORK -> !version.atLeast(2, 36);
                                    case FILE -> !version.atLeast(2, 57);
                                    case GROUP, OTHER -> true;
                                })
                .toList();
    }

    /** Those that {@code os-quota-class-sets} has: groups came and networks went with 2.50. */
    static List<Quota> ofClasses(Microversion version) {
        return Arrays.stream(values())
                .filter(
                        quota ->
                                switch (quota.kind()) {
                                    case NETWORK -> !version.atLeast(2, 50);
                                    case FILE -> !version.atLeast(2, 57);
                                    case GROUP -> version.atLeast(2, 50);
                                    case OTHER -> true;
                                })
                .toList();
    }

    private enum Kind {
        NETWORK,
        FILE,
        GROUP,
        OTHER
    }

    private Kind kind() {
        return switch (this) {
            case INSTANCES, CORES, RAM, METADATA_ITEMS, KEY_PAIRS -> Kind.OTHER;
            case SERVER_GROUPS, SERVER_GROUP_MEMBERS -> Kind.GROUP;
            case INJECTED_FILES, INJECTED_FILE_CONTENT_BYTES, INJECTED_FILE_PATH_BYTES -> Kind.FILE;
            case FIXED_IPS, FLOATING_IPS, SECURITY_GROUPS, SECURITY_GROUP_RULES -> Kind.NETWORK;
        };
    }
}
