package org.bastide.controller.compute.keypair;

import org.bastide.common.http.Request;
import org.bastide.controller.compute.base.Moments;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How keypairs look in answers, by microversion. */
final class KeypairView {
    private KeypairView() {}

    static Map<String, Object> listed(Keypair keypair, Request request) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", keypair.name());
        view.put("public_key", keypair.publicKey().text());
        view.put("fingerprint", keypair.publicKey().fingerprint());
        if (request.version().atLeast(2, 2)) {
            view.put("type", keypair.publicKey().type().word());
        }
        return view;
    }

    static Map<String, Object> created(KeypairService.Created created, Request request) {
        Map<String, Object> view = listed(created.keypair(), request);
        view.put("user_id", created.keypair().user());
        created.privateKey().ifPresent(key -> view.put("private_key", key));
        return view;
    }

    static Map<String, Object> shown(Keypair keypair, Request request) {
        Map<String, Object> view = listed(keypair, request);
        view.put("user_id", keypair.user());
        view.put("id", keypair.id());
        view.put("created_at", Moments.microseconds(keypair.created()));
        view.put("updated_at", Optional.empty());
        view.put("deleted", false);
        view.put("deleted_at", Optional.empty());
        return view;
    }
}
