package org.bastide.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.cli.FakeCloud.Asked;
import org.bastide.cli.FakeCloud.Said;

import java.util.ArrayList;
import java.util.List;

/** Flavors, listed in pages. */
final class FakeFlavors {
    final List<ObjectNode> all = new ArrayList<>();

    Said answer(Asked asked) {
        if (asked.method().equals("POST")) {
            ObjectNode made = asked.json().path("flavor").deepCopy();
            all.add(made);
            return Said.of(200, FakeCloud.object().set("flavor", made));
        }
        int limit = asked.parameter("limit").map(Integer::parseInt).orElse(1000);
        List<String> ids = all.stream().map(flavor -> flavor.path("id").asText()).toList();
        int from = asked.parameter("marker").map(id -> ids.indexOf(id) + 1).orElse(0);
        return Said.of(
                200,
                FakeCloud.list("flavors", all.subList(from, Math.min(all.size(), from + limit))));
    }
}
