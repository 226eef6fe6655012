package org.bastide.controller.compute.flavor;

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
import java.util.ArrayList;
import java.util.List;

@Tag("sql")
class FlavorApiTest {
    private static final String SMALL =
            """
            {"flavor": {"id": "1", "name": "small", "vcpus": 1, "ram": "512", "disk": 1}}
            """;

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

    private Answer create(String id, String name, int ram, String more) {
        return cloud.post(
                "root",
                "2.79",
                "/flavors",
                """
                {"flavor": {"id": "%s", "name": "%s", "vcpus": 2, "ram": %d, "disk": 10 %s}}
                """
                        .formatted(id, name, ram, more));
    }

    private List<String> ids(String user, String query) {
        List<String> ids = new ArrayList<>();
        cloud.get(user, "2.1", "/flavors" + query)
                .json()
                .path("flavors")
                .forEach(one -> ids.add(one.path("id").asText()));
        return ids;
    }

    @Test
    void aFlavorIsSeenByAllAsItWasMade() {
        Answer created = cloud.post("root", "2.1", "/flavors", SMALL);

        assertThat(created.status()).isEqualTo(200);
        JsonNode flavor = cloud.get("bob", "2.1", "/flavors/1").json().path("flavor");
        assertThat(flavor).isEqualTo(created.json().path("flavor"));
        assertThat(flavor.toString())
                .isEqualTo(
                        """
                        {"id":"1","name":"small","links":[\
                        {"rel":"self","href":"%1$s/compute/v2.1/flavors/1"},\
                        {"rel":"bookmark","href":"%1$s/compute/flavors/1"}],\
                        "vcpus":1,"ram":512,"disk":1,"swap":"",\
                        "OS-FLV-EXT-DATA:ephemeral":0,"OS-FLV-DISABLED:disabled":false,\
                        "os-flavor-access:is_public":true,"rxtx_factor":1.0}"""
                                .formatted(cloud.root()));
    }

    @Test
    void newerVersionsAddDescriptionThenExtraSpecsAndMakeSwapANumber() {
        create("1", "small", 512, ", \"description\": \"for a start\"");

        assertThat(flavor("2.54").has("description")).isFalse();
        assertThat(flavor("2.55").path("description").asText()).isEqualTo("for a start");
        assertThat(flavor("2.60").has("extra_specs")).isFalse();
        assertThat(flavor("2.61").path("extra_specs").isObject()).isTrue();
        assertThat(flavor("2.74").path("swap").asText()).isEmpty();
        assertThat(flavor("2.75").path("swap").isInt()).isTrue();
    }

    private JsonNode flavor(String version) {
        return cloud.get("ann", version, "/flavors/1").json().path("flavor");
    }

    @Test
    void withoutAnIdAFlavorGetsAUuid() {
        Answer created =
                cloud.post(
                        "root",
                        "2.1",
                        "/flavors",
                        """
                        {"flavor": {"id": null, "name": "x", "vcpus": 1, "ram": 1, "disk": 0}}
                        """);

        assertThat(created.json().path("flavor").path("id").asText())
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void idAndNameAreTakenOnce() {
        create("1", "small", 512, "");

        assertThat(create("1", "other", 512, "").fault("conflictingRequest"))
                .isEqualTo("Flavor with ID 1 already exists.");
        assertThat(create("2", "small", 512, "").fault("conflictingRequest"))
                .isEqualTo("Flavor with name small already exists.");
    }

    @Test
    void aFlavorThatIsNoneLeavesNothing() {
        Answer refused = create("1", "small", 0, "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.fault("badRequest")).contains("flavor/ram");
        assertThat(ids("root", "?is_public=none")).isEmpty();
        assertThat(cloud.events()).isEmpty();
    }

    @Test
    void listsAreFilteredSortedAndPaged() {
        create("a", "zoe", 2048, "");
        create("b", "yan", 512, "");
        create("c", "xia", 1024, "");

        assertThat(ids("ann", "")).containsExactly("a", "b", "c");
        assertThat(ids("ann", "?minRam=1000")).containsExactly("a", "c");
        assertThat(ids("ann", "?minDisk=11")).isEmpty();
        assertThat(ids("ann", "?sort_key=name")).containsExactly("c", "b", "a");
        assertThat(ids("ann", "?sort_key=memory_mb&sort_dir=desc")).containsExactly("a", "c", "b");
        assertThat(ids("ann", "?sort_dir=desc")).containsExactly("c", "b", "a");
        assertThat(ids("ann", "?limit=2&marker=a")).containsExactly("b", "c");
        assertThat(
                        cloud.get("ann", "2.1", "/flavors/detail?limit=2")
                                .json()
                                .at("/flavors_links/0/href")
                                .asText())
                .isEqualTo(cloud.root() + "/compute/v2.1/flavors/detail?limit=2&marker=b");
    }

    @Test
    void filtersThatMeanNothingAreRefused() {
        assertThat(refusal("2.1", "minRam=x")).isEqualTo("Invalid minRam filter [x]");
        assertThat(refusal("2.1", "is_public=so")).isEqualTo("Invalid is_public filter [so]");
        assertThat(refusal("2.1", "marker=none")).isEqualTo("marker [none] not found");
        assertThat(refusal("2.1", "sort_key=colour")).contains("sort_key");
        assertThat(refusal("2.1", "limit=-1")).contains("limit");
        assertThat(refusal("2.75", "colour=red")).contains("colour");
        assertThat(cloud.get("root", "2.74", "/flavors?colour=red").status()).isEqualTo(200);
    }

    private String refusal(String version, String query) {
        return cloud.get("root", version, "/flavors?" + query).fault("badRequest");
    }

    @Test
    void aPrivateFlavorIsThereForAdminsAndForProjectsWithAccess() {
        create("p", "private", 512, ", \"os-flavor-access:is_public\": false");

        assertThat(ids("ann", "")).isEmpty();
        assertThat(ids("ann", "?is_public=none")).isEmpty();
        assertThat(ids("root", "?is_public=none")).containsExactly("p");
        assertThat(ids("root", "?is_public=false")).containsExactly("p");
        assertThat(cloud.get("ann", "2.1", "/flavors/p").status()).isEqualTo(404);

        Answer added = action("{\"addTenantAccess\": {\"tenant\": \"blue\"}}");
        assertThat(added.json().toString())
                .isEqualTo("{\"flavor_access\":[{\"flavor_id\":\"p\",\"tenant_id\":\"blue\"}]}")
                .isEqualTo(
                        cloud.get("root", "2.1", "/flavors/p/os-flavor-access").json().toString());
        assertThat(ids("ann", "")).containsExactly("p");
        assertThat(ids("bob", "")).isEmpty();
        assertThat(action("{\"addTenantAccess\": {\"tenant\": \"blue\"}}").status()).isEqualTo(409);

        assertThat(action("{\"removeTenantAccess\": {\"tenant\": \"blue\"}}").status())
                .isEqualTo(200);
        assertThat(cloud.get("ann", "2.1", "/flavors/p").status()).isEqualTo(404);
        assertThat(action("{\"removeTenantAccess\": {\"tenant\": \"blue\"}}").status())
                .isEqualTo(404);
    }

    private Answer action(String body) {
        return cloud.post("root", "2.79", "/flavors/p/action", body);
    }

    @Test
    void accessIsForProjectsThatExistAndFlavorsThatArePrivate() {
        create("p", "public", 512, "");

        assertThat(action("{\"addTenantAccess\": {\"tenant\": \"ghost\"}}").fault("badRequest"))
                .isEqualTo("Project ID ghost is not a valid project.");
        assertThat(action("{\"addTenantAccess\": {\"tenant\": \"red\"}}").status()).isEqualTo(409);
        assertThat(cloud.get("root", "2.1", "/flavors/p/os-flavor-access").status()).isEqualTo(404);
        assertThat(action("{\"paint\": {}}").status()).isEqualTo(400);
    }

    @Test
    void extraSpecsAreAddedReplacedAndRemoved() {
        create("1", "small", 512, "");
        String specs = "/flavors/1/os-extra_specs";

        cloud.post(
                "root",
                "2.1",
                specs,
                "{\"extra_specs\": {\"hw:cpu_policy\": \"shared\", \"weight\": 3}}");
        cloud.put("root", "2.1", specs + "/weight", "{\"weight\": \"4\"}");

        assertThat(cloud.get("rex", "2.1", specs).json().toString())
                .isEqualTo("{\"extra_specs\":{\"hw:cpu_policy\":\"shared\",\"weight\":\"4\"}}");
        assertThat(cloud.get("ann", "2.1", specs + "/hw:cpu_policy").json().toString())
                .isEqualTo("{\"hw:cpu_policy\":\"shared\"}");
        assertThat(cloud.delete("root", "2.1", specs + "/weight").status()).isEqualTo(200);
        assertThat(cloud.delete("root", "2.1", specs + "/weight").fault("itemNotFound"))
                .isEqualTo("Flavor 1 has no extra specs with key weight.");
        assertThat(flavor("2.61").path("extra_specs").toString())
                .isEqualTo("{\"hw:cpu_policy\":\"shared\"}");
    }

    @Test
    void extraSpecsThatAreNoneAreRefused() {
        create("1", "small", 512, "");

        assertThat(refusedSpecs("{'extra_specs': {'a/b': 'x'}}")).contains("a/b");
        assertThat(refusedSpecs("{'extra_specs': {'a': {}}}")).contains("extra_specs/a");
        assertThat(refusedSpecs("{'extra_specs': {}, 'more': 1}")).contains("more");
        assertThat(refusedSpecs("{}")).contains("extra_specs");
        assertThat(flavor("2.61").path("extra_specs").isEmpty()).isTrue();
    }

    private String refusedSpecs(String body) {
        return cloud.post("root", "2.1", "/flavors/1/os-extra_specs", body.replace('\'', '"'))
                .fault("badRequest");
    }

    @Test
    void theDescriptionAloneMayChangeAndOnlySince255() {
        create("1", "small", 512, "");
        String body = "{\"flavor\": {\"description\": \"better\"}}";

        assertThat(cloud.put("root", "2.54", "/flavors/1", body).status()).isEqualTo(404);
        assertThat(
                        cloud.put("root", "2.55", "/flavors/1", body)
                                .json()
                                .at("/flavor/description")
                                .asText())
                .isEqualTo("better");
        assertThat(
                        cloud.put("root", "2.55", "/flavors/1", "{\"flavor\": {\"ram\": 5}}")
                                .fault("badRequest"))
                .contains("ram");
    }

    @Test
    void aDeletedFlavorIsGoneWithAllThatWasItsOwn() {
        create("1", "small", 512, "");
        cloud.post("root", "2.1", "/flavors/1/os-extra_specs", "{\"extra_specs\": {\"a\": \"b\"}}");

        assertThat(cloud.delete("root", "2.1", "/flavors/1").status()).isEqualTo(202);
        assertThat(cloud.delete("root", "2.1", "/flavors/1").fault("itemNotFound"))
                .isEqualTo("Flavor 1 could not be found.");
        assertThat(create("1", "small", 512, "").json().at("/flavor/extra_specs").isEmpty())
                .isTrue();
    }

    @Test
    void eachChangeIsTold() {
        create("1", "small", 512, "");
        cloud.delete("root", "2.1", "/flavors/1");

        assertThat(cloud.events()).containsExactly("root flavor.create 1", "root flavor.delete 1");
    }

    @Test
    void aServerGetsAFlavorThatItsCallerMayUse() {
        create("1", "small", 512, "");
        create("p", "private", 512, ", \"os-flavor-access:is_public\": false");
        FlavorService flavors = cloud.catalog().flavors();

        Flavor found =
                cloud.database()
                        .read(
                                tx ->
                                        flavors.forServer(
                                                tx, ComputeCloud.caller("ann"), "http://x/1"));

        assertThat(found.ram()).isEqualTo(512);
        assertThatThrownBy(
                        () ->
                                cloud.database()
                                        .read(
                                                tx ->
                                                        flavors.forServer(
                                                                tx,
                                                                ComputeCloud.caller("ann"),
                                                                "p")))
                .isInstanceOf(Problem.class)
                .hasMessage("Flavor p could not be found.")
                .extracting(problem -> ((Problem) problem).code())
                .isEqualTo(Problem.Code.BAD_REQUEST);
    }
}
