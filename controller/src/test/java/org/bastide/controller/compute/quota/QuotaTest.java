package org.bastide.controller.compute.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.common.http.Problem;
import org.bastide.controller.compute.ComputeCloud;
import org.bastide.controller.compute.ComputeCloud.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

@Tag("sql")
class QuotaTest {
    @TempDir Path folder;
    private ComputeCloud cloud;

    @BeforeEach
    void start() {
        cloud = new ComputeCloud(folder);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private Answer update(String values) {
        return cloud.put(
                "root", "2.79", "/os-quota-sets/blue", "{\"quota_set\": %s}".formatted(values));
    }

    private JsonNode set(String user, String version, String path) {
        return cloud.get(user, version, "/os-quota-sets/" + path).json().path("quota_set");
    }

    @Test
    void aProjectStartsWithTheDefaults() {
        assertThat(set("ann", "2.57", "blue").toString())
                .isEqualTo(
                        """
                        {"id":"blue","instances":10,"cores":20,"ram":51200,"metadata_items":128,\
                        "key_pairs":100,"server_groups":10,"server_group_members":10}""");
        assertThat(set("ann", "2.57", "blue/defaults")).isEqualTo(set("ann", "2.57", "blue"));
    }

    @Test
    void olderVersionsKnowFilesAndNetworksToo() {
        assertThat(set("ann", "2.56", "blue").path("injected_files").asInt()).isEqualTo(5);
        assertThat(set("ann", "2.36", "blue").has("floating_ips")).isFalse();
        assertThat(set("ann", "2.35", "blue").path("floating_ips").asInt()).isEqualTo(-1);
    }

    @Test
    void limitsAreChangedAndGivenBack() {
        Answer updated = update("{\"cores\": 40, \"ram\": \"-1\"}");

        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.json().path("quota_set").has("id")).isFalse();
        assertThat(set("ann", "2.79", "blue").path("cores").asInt()).isEqualTo(40);
        assertThat(set("ann", "2.79", "blue").path("ram").asInt()).isEqualTo(-1);
        assertThat(set("bob", "2.79", "red").path("cores").asInt()).isEqualTo(20);
        assertThat(cloud.delete("root", "2.79", "/os-quota-sets/blue").status()).isEqualTo(202);
        assertThat(set("ann", "2.79", "blue").path("cores").asInt()).isEqualTo(20);
        assertThat(cloud.events())
                .containsExactly("root quota.update blue", "root quota.delete blue");
    }

    @Test
    void aLimitBelowWhatIsUsedNeedsForce() {
        cloud.use("blue", new Use(3, 6, 3072));

        assertThat(update("{\"instances\": 2}").fault("badRequest"))
                .isEqualTo(
                        "Quota limit 2 for instances must be greater than or equal to already used and reserved 3.");
        assertThat(update("{\"instances\": 2, \"force\": \"True\"}").status()).isEqualTo(200);
        assertThat(set("ann", "2.79", "blue/detail").path("instances").toString())
                .contains("\"limit\":2")
                .contains("\"in_use\":3")
                .contains("\"reserved\":0");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(update("{\"cores\": -2}").fault("badRequest")).contains("quota_set/cores");
        assertThat(update("{\"cores\": \"few\"}").fault("badRequest")).contains("quota_set/cores");
        assertThat(update("{\"injected_files\": 2}").fault("badRequest"))
                .contains("injected_files");
        assertThat(cloud.get("root", "2.79", "/os-quota-sets/ghost").fault("badRequest"))
                .isEqualTo("Project ID ghost is not a valid project.");
        assertThat(cloud.get("bob", "2.79", "/os-quota-sets/blue").status()).isEqualTo(403);
        assertThat(cloud.delete("root", "2.79", "/os-quota-sets/blue?user_id=ann").status())
                .isEqualTo(400);
    }

    @Test
    void theDefaultClassIsWhatAllOthersHave() {
        cloud.put(
                "root",
                "2.79",
                "/os-quota-class-sets/default",
                "{\"quota_class_set\": {\"instances\": 5}}");
        update("{\"instances\": 7}");

        assertThat(set("bob", "2.79", "red").path("instances").asInt()).isEqualTo(5);
        assertThat(set("ann", "2.79", "blue").path("instances").asInt()).isEqualTo(7);
        JsonNode shown =
                cloud.get("root", "2.49", "/os-quota-class-sets/default")
                        .json()
                        .path("quota_class_set");
        assertThat(shown.path("instances").asInt()).isEqualTo(5);
        assertThat(shown.has("fixed_ips")).isTrue();
        assertThat(shown.has("server_groups")).isFalse();
        assertThat(
                        cloud.put(
                                        "root",
                                        "2.79",
                                        "/os-quota-class-sets/gold",
                                        "{\"quota_class_set\": {}}")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void aDemandWithinTheQuotaPassesAndOneBeyondSaysWhatItExceeds() {
        cloud.use("blue", new Use(10, 18, 1024));

        check(new Demand(0, 2, 512));
        assertThatThrownBy(() -> check(new Demand(1, 4, 512)))
                .isInstanceOf(Problem.class)
                .hasMessage(
                        "Quota exceeded for cores, instances: Requested 4, 1, but already used 18, 10 of 20, 10 cores, instances");
        update("{\"instances\": 1, \"cores\": 1, \"ram\": 1, \"force\": true}");
        check(new Demand(0, -2, 0));
        update("{\"instances\": -1}");
        check(new Demand(100, 0, 0));
    }

    private void check(Demand demand) {
        cloud.database().write(tx -> cloud.catalog().quotas().check(tx, "blue", demand));
    }

    @Test
    void manyAtOnceDoNotExceedTheQuotaTogether() {
        AtomicInteger used = new AtomicInteger();

        IntStream.range(0, 24).parallel().forEach(i -> tryOne(used));

        assertThat(used).hasValue(10);
    }

    /** Uses one instance more while the project is locked, as the insert of a server does. */
    private void tryOne(AtomicInteger used) {
        try {
            cloud.database()
                    .write(
                            tx -> {
                                cloud.catalog().quotas().check(tx, "blue", new Demand(1, 1, 1));
                                int now = used.incrementAndGet();
                                cloud.use("blue", new Use(now, now, now));
                            });
        } catch (Problem refused) {
            assertThat(refused.code()).isEqualTo(Problem.Code.FORBIDDEN);
        }
    }
}
