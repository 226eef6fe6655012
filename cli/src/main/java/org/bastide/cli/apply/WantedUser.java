package org.bastide.cli.apply;

import org.bastide.cli.Surroundings;
import org.bastide.cli.cloud.Secret;
import org.bastide.cli.yaml.Fields;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A user who should be there, and the roles that should be theirs. */
record WantedUser(String name, Secret password, Optional<String> project, List<Grant> roles) {
    WantedUser {
        roles = List.copyOf(roles);
    }

    /** A role in a project. */
    record Grant(String role, String project) {}

    static WantedUser read(Fields fields, Surroundings around, Path folder) {
        fields.only("name", "password_file", "project", "roles");
        return new WantedUser(
                fields.text("name"),
                password(fields, around, folder),
                fields.optionalText("project"),
                fields.list("roles", WantedUser::grant));
    }

    private static Grant grant(Fields fields) {
        fields.only("role", "project");
        return new Grant(fields.text("role"), fields.text("project"));
    }

    private static Secret password(Fields fields, Surroundings around, Path folder) {
        Optional<String> name = fields.optionalText("password_file");
        if (name.isEmpty()) {
            fields.problem("password_file", "is missing");
            return new Secret("");
        }
        Path file = around.path(folder, name.get());
        try {
            String text = Files.readString(file).replaceFirst("\\R\\z", "");
            if (text.isEmpty()) {
                fields.problem("password_file", file + " is empty");
            }
            return new Secret(text);
        } catch (NoSuchFileException e) {
            fields.problem("password_file", file + " does not exist");
        } catch (MalformedInputException e) {
            fields.problem("password_file", file + " is not text");
        } catch (IOException e) {
            fields.problem("password_file", file + " cannot be read: " + e.getMessage());
        }
        return new Secret("");
    }
}
