package org.bastide.controller.compute.server;

import org.bastide.common.http.Page;

import java.util.Comparator;
import java.util.List;

/** Servers in the order that a request asks for. */
final class ServerOrder {
    private ServerOrder() {}

    static List<ServerDetail> sorted(List<ServerDetail> servers, List<Page.Sort> sorts) {
        Comparator<ServerDetail> order = null;
        for (Page.Sort sort : sorts) {
            Comparator<ServerDetail> by =
                    sort.ascending() ? by(sort.key()) : by(sort.key()).reversed();
            order = order == null ? by : order.thenComparing(by);
        }
        return order == null ? servers : servers.stream().sorted(order).toList();
    }

    private static Comparator<ServerDetail> by(String key) {
        return switch (key) {
            case "created_at" -> Comparator.comparing(detail -> detail.server().created());
            case "updated_at" -> Comparator.comparing(detail -> detail.server().updated());
            case "display_name" -> Comparator.comparing(detail -> detail.server().name());
            case "vm_state" -> Comparator.comparing(detail -> detail.status().vm().word());
            case "project_id" -> Comparator.comparing(detail -> detail.server().project());
            case "user_id" -> Comparator.comparing(detail -> detail.server().user());
            default -> Comparator.comparing(detail -> detail.server().id());
        };
    }
}
