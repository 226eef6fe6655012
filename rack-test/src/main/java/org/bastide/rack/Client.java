package org.bastide.rack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** The {@code openstack} command as a tenant or operator types it. */
final class Client {
    private final Rack rack;
    private final String cloud;

    Client(Rack rack, String cloud) {
        this.rack = rack;
        this.cloud = cloud;
    }

    /** Runs a command and gives what it said. */
    String run(String command) {
        return result(command).orFail();
    }

    /**
     * Runs a command that shows or lists something, and reads it, without what it warns of before.
     */
    JsonNode json(String command) {
        String output = run(command + " -f json").replaceFirst("(?s)^[^\\[{]*", "");
        try {
            return Cloud.JSON.readTree(output);
        } catch (JsonProcessingException e) {
            throw new AssertionError(command + " said no JSON but " + output, e);
        }
    }

    /** Runs a command that must be refused, and gives what it said. */
    String fails(String command) {
        Shell.Result result = result(command);
        if (result.succeeded()) {
            throw new AssertionError(command + " was not refused: " + result.output());
        }
        return result.output();
    }

    private Shell.Result result(String command) {
        return rack.openstack(cloud, command.split(" "));
    }
}
