package org.bastide.controller.compute.flavor;

import org.bastide.controller.compute.flavor.FlavorQuery.Visibility;
import org.bastide.controller.db.Row;
import org.bastide.controller.db.Tx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Flavors in SQL, with their extra specs. */
final class FlavorRepository {
    private static final String COLUMNS =
            "id, name, vcpus, ram, disk, ephemeral, swap, rxtx_factor, is_public, description, created_at";

    private record Spec(String flavor, String key, String text) {}

    /** Those of a query, in no order. */
    List<Flavor> list(Tx tx, FlavorQuery query, Optional<String> project) {
        List<Flavor> flavors =
                tx.list(
                        "SELECT "
                                + COLUMNS
                                + """
                                 FROM flavor
                                WHERE disk >= :disk AND ram >= :ram
                                  AND (:any OR is_public = :public OR (:public AND EXISTS (
                                        SELECT 1 FROM flavor_access
                                        WHERE flavor_id = flavor.id AND project_id = :project)))
                                """,
                        Map.of(
                                "disk", query.leastDisk(),
                                "ram", query.leastRam(),
                                "any", query.visibility() == Visibility.ANY,
                                "public", query.visibility() == Visibility.PUBLIC,
                                "project", project.orElse("")),
                        FlavorRepository::read);
        Map<String, Map<String, String>> specs = specs(tx);
        return flavors.stream()
                .map(flavor -> flavor.withExtraSpecs(specs.getOrDefault(flavor.id(), Map.of())))
                .toList();
    }

    /** The flavor, whoever may see it. */
    Optional<Flavor> find(Tx tx, String id) {
        return tx.first(
                        "SELECT " + COLUMNS + " FROM flavor WHERE id = :id",
                        Map.of("id", id),
                        FlavorRepository::read)
                .map(flavor -> flavor.withExtraSpecs(specs(tx, id)));
    }

    /** The flavor, locked until the transaction ends. */
    Optional<Flavor> lock(Tx tx, String id) {
        return tx.first(
                        "SELECT " + COLUMNS + " FROM flavor WHERE id = :id FOR UPDATE",
                        Map.of("id", id),
                        FlavorRepository::read)
                .map(flavor -> flavor.withExtraSpecs(specs(tx, id)));
    }

    boolean isNamed(Tx tx, String name) {
        return tx.number("SELECT count(*) FROM flavor WHERE name = :name", Map.of("name", name))
                > 0;
    }

    void insert(Tx tx, Flavor flavor) {
        Map<String, Object> values = new HashMap<>();
        values.put("id", flavor.id());
        values.put("name", flavor.name());
        values.put("vcpus", flavor.vcpus());
        values.put("ram", flavor.ram());
        values.put("disk", flavor.disk());
        values.put("ephemeral", flavor.ephemeral());
        values.put("swap", flavor.swap());
        values.put("rxtx", flavor.rxtxFactor());
        values.put("isPublic", flavor.isPublic());
        values.put("description", flavor.description());
        values.put("created", flavor.created());
        tx.update(
                "INSERT INTO flavor ("
                        + COLUMNS
                        + ") VALUES (:id, :name, :vcpus, :ram, :disk, :ephemeral, :swap, :rxtx,"
                        + " :isPublic, :description, :created)",
                values);
    }

    /** False if there is none. */
    boolean describe(Tx tx, String id, Optional<String> description) {
        return tx.update(
                        "UPDATE flavor SET description = :description WHERE id = :id",
                        Map.of("id", id, "description", description))
                == 1;
    }

    /** False if there was none; its extra specs and access go with it. */
    boolean delete(Tx tx, String id) {
        return tx.update("DELETE FROM flavor WHERE id = :id", Map.of("id", id)) == 1;
    }

    void putSpec(Tx tx, String id, String key, String text) {
        Map<String, String> values = Map.of("id", id, "key", key, "text", text);
        if (tx.update(
                        """
                        UPDATE flavor_extra_spec SET spec_value = :text
                        WHERE flavor_id = :id AND spec_key = :key
                        """,
                        values)
                == 0) {
            tx.update(
                    """
                    INSERT INTO flavor_extra_spec (flavor_id, spec_key, spec_value)
                    VALUES (:id, :key, :text)
                    """,
                    values);
        }
    }

    /** False if there was none. */
    boolean deleteSpec(Tx tx, String id, String key) {
        return tx.update(
                        "DELETE FROM flavor_extra_spec WHERE flavor_id = :id AND spec_key = :key",
                        Map.of("id", id, "key", key))
                == 1;
    }

    /** The projects that may use a private flavor. */
    List<String> access(Tx tx, String id) {
        return tx.list(
                "SELECT project_id FROM flavor_access WHERE flavor_id = :id ORDER BY project_id",
                Map.of("id", id),
                row -> row.string("project_id"));
    }

    void insertAccess(Tx tx, String id, String project) {
        tx.update(
                "INSERT INTO flavor_access (flavor_id, project_id) VALUES (:id, :project)",
                Map.of("id", id, "project", project));
    }

    /** False if there was none. */
    boolean deleteAccess(Tx tx, String id, String project) {
        return tx.update(
                        "DELETE FROM flavor_access WHERE flavor_id = :id AND project_id = :project",
                        Map.of("id", id, "project", project))
                == 1;
    }

    private static Map<String, Map<String, String>> specs(Tx tx) {
        Map<String, Map<String, String>> specs = new HashMap<>();
        for (Spec spec :
                tx.list(
                        "SELECT flavor_id, spec_key, spec_value FROM flavor_extra_spec",
                        Map.of(),
                        FlavorRepository::readSpec)) {
            specs.computeIfAbsent(spec.flavor(), ignored -> new TreeMap<>())
                    .put(spec.key(), spec.text());
        }
        return specs;
    }

    private static Map<String, String> specs(Tx tx, String id) {
        Map<String, String> specs = new TreeMap<>();
        tx.list(
                        """
                        SELECT flavor_id, spec_key, spec_value FROM flavor_extra_spec
                        WHERE flavor_id = :id
                        """,
                        Map.of("id", id),
                        FlavorRepository::readSpec)
                .forEach(spec -> specs.put(spec.key(), spec.text()));
        return specs;
    }

    private static Spec readSpec(Row row) {
        return new Spec(row.string("flavor_id"), row.string("spec_key"), row.string("spec_value"));
    }

    private static Flavor read(Row row) {
        return new Flavor(
                row.string("id"),
                row.string("name"),
                row.integer("vcpus"),
                row.integer("ram"),
                row.integer("disk"),
                row.integer("ephemeral"),
                row.integer("swap"),
                row.real("rxtx_factor"),
                row.bool("is_public"),
                row.optionalString("description"),
                Map.of(),
                row.instant("created_at"));
    }
}
