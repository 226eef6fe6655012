package org.bastide.controller.compute.keypair;

import org.bastide.common.http.Json;
import org.bastide.common.http.Microversion;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A keypair as a request to create one describes it.
 *
 * @param publicKey the key to import; empty asks for a new one
 * @param user whose it is to be, if not the caller's
 */
record NewKeypair(String name, Optional<PublicKey> publicKey, Optional<String> user) {
    private static final Pattern NAME = Pattern.compile("[_\\- a-zA-Z0-9]+");

    static NewKeypair parse(Json json, Microversion version) {
        List<String> known = new ArrayList<>(List.of("name", "public_key"));
        if (version.atLeast(2, 2)) {
            known.add("type");
        }
        if (version.atLeast(2, 10)) {
            known.add("user_id");
        }
        json.only(known.toArray(String[]::new));
        String name = Texts.name(json, "name");
        if (!NAME.matcher(name).matches()) {
            throw json.invalid(
                    "name", "may have letters, digits, spaces, '-' and '_' and nothing else");
        }
        PublicKey.Type type = type(json);
        Optional<PublicKey> key =
                json.has("public_key")
                        ? Optional.of(
                                PublicKey.parse(
                                        type, json.string("public_key", 0, Integer.MAX_VALUE)))
                        : Optional.empty();
        if (key.isEmpty() && type == PublicKey.Type.X509) {
            throw Problem.badRequest(
                    "Keypair data is invalid: type: certificates are not generated here; give one as public_key");
        }
        return new NewKeypair(name, key, json.optionalString("user_id", 1, 255));
    }

    private static PublicKey.Type type(Json json) {
        return switch (json.optionalString("type", 0, 255).orElse("ssh")) {
            case "ssh" -> PublicKey.Type.SSH;
            case "x509" -> PublicKey.Type.X509;
            default -> throw json.invalid("type", "is not one of ['ssh', 'x509']");
        };
    }
}
