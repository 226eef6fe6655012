package org.bastide.controller.compute.flavor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.common.http.Json;
import org.bastide.common.http.Microversion;
import org.bastide.common.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewFlavorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A good flavor with one field in another way. */
    private static NewFlavor parse(Microversion version, String field, String value)
            throws JsonProcessingException {
        ObjectNode node =
                (ObjectNode)
                        JSON.readTree(
                                """
                                {"name": "n", "vcpus": 1, "ram": 1, "disk": 0}
                                """);
        node.set(field, JSON.readTree(value.replace('`', '"')));
        return NewFlavor.parse(Json.of("flavor", node), version);
    }

    @ParameterizedTest
    @CsvSource({
        "vcpus, 0",
        "vcpus, 1.5",
        "vcpus, null",
        "ram, `many`",
        "ram, 2147483648",
        "disk, -1",
        "swap, []",
        "rxtx_factor, 0",
        "rxtx_factor, `x`",
        "id, ` a`",
        "id, `a/b`",
        "id, ``",
        "id, true",
        "name, ``",
        "name, ` x`",
        "name, `a\\nb`",
        "colour, `red`",
        "description, `early`",
        "os-flavor-access:is_public, `perhaps`"
    })
    void whatIsWrongIsNamed(String field, String value) {
        assertThatThrownBy(() -> parse(new Microversion(2, 1), field, value))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("flavor/" + field);
    }

    @Test
    void numbersMayBeQuotedAndIdsMayBeNumbers() throws JsonProcessingException {
        Microversion version = new Microversion(2, 55);

        assertThat(parse(version, "ram", "`512`").ram()).isEqualTo(512);
        assertThat(parse(version, "id", "7").id()).contains("7");
        assertThat(parse(version, "rxtx_factor", "`2.5`").rxtxFactor()).isEqualTo(2.5);
        assertThat(parse(version, "os-flavor-access:is_public", "`False`").isPublic()).isFalse();
        assertThat(parse(version, "description", "null").description()).isEmpty();
    }
}
