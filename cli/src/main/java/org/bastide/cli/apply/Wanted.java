package org.bastide.cli.apply;

import org.bastide.cli.Surroundings;
import org.bastide.cli.yaml.Fields;

import java.nio.file.Path;
import java.util.List;

/** What a file says should be there; paths in it start in its own folder. */
record Wanted(
        List<WantedProject> projects,
        List<WantedUser> users,
        List<WantedFlavor> flavors,
        List<WantedImage> images) {

    Wanted {
        projects = List.copyOf(projects);
        users = List.copyOf(users);
        flavors = List.copyOf(flavors);
        images = List.copyOf(images);
    }

    static Wanted read(Surroundings around, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        Fields fields = Fields.of(file).only("projects", "users", "flavors", "images");
        Wanted wanted =
                new Wanted(
                        fields.list("projects", WantedProject::read),
                        fields.list("users", user -> WantedUser.read(user, around, folder)),
                        fields.list("flavors", WantedFlavor::read),
                        fields.list("images", image -> WantedImage.read(image, around, folder)));
        fields.settle();
        return wanted;
    }
}
