package org.bastide.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;
import org.bastide.cli.cloud.Cloud;
import org.bastide.cli.cloud.Reference;
import org.bastide.cli.cloud.Secret;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A token and what came with it.
 *
 * @param endpoints each service's public endpoint, by its type
 */
record Authentication(
        Secret token, String project, String projectDomain, Map<String, String> endpoints) {

    /** Asks Keystone for a token of the cloud's user in its project. */
    static Authentication request(Cloud cloud, Transport transport) {
        Answer answer =
                transport
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(cloud.identity() + "/auth/tokens"))
                                        .header("Content-Type", "application/json")
                                        .timeout(Duration.ofSeconds(60))
                                        .POST(BodyPublishers.ofString(body(cloud).toString()))
                                        .build())
                        .expect("authenticate as " + cloud.username(), 201);
        JsonNode token = answer.json().path("token");
        return new Authentication(
                new Secret(
                        answer.header("X-Subject-Token")
                                .orElseThrow(
                                        () ->
                                                new Complaint(
                                                        Exit.FAILED,
                                                        cloud.identity() + " gave no token"))),
                token.path("project").path("id").asText(),
                token.path("project").path("domain").path("id").asText(),
                endpoints(token.path("catalog"), cloud.region()));
    }

    private static Map<String, String> endpoints(JsonNode catalog, Optional<String> region) {
        return StreamSupport.stream(catalog.spliterator(), false)
                .flatMap(
                        service ->
                                StreamSupport.stream(service.path("endpoints").spliterator(), false)
                                        .filter(
                                                endpoint ->
                                                        endpoint.path("interface")
                                                                .asText()
                                                                .equals("public"))
                                        .filter(endpoint -> isIn(endpoint, region))
                                        .map(
                                                endpoint ->
                                                        Map.entry(
                                                                service.path("type").asText(),
                                                                endpoint.path("url").asText())))
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, Map.Entry::getValue, (first, next) -> first));
    }

    private static boolean isIn(JsonNode endpoint, Optional<String> region) {
        return region.stream().allMatch(name -> endpoint.path("region_id").asText().equals(name));
    }

    private static ObjectNode body(Cloud cloud) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode auth = body.putObject("auth");
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add("password");
        ObjectNode user = identity.putObject("password").putObject("user");
        user.put("name", cloud.username()).put("password", cloud.password().text());
        put(user.putObject("domain"), cloud.userDomain());
        ObjectNode project = auth.putObject("scope").putObject("project");
        put(project, cloud.project());
        if (cloud.project().by().equals("name")) {
            put(project.putObject("domain"), cloud.projectDomain());
        }
        return body;
    }

    private static void put(ObjectNode object, Reference reference) {
        object.put(reference.by(), reference.value());
    }
}
