package org.bastide.common.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Messages as releases with protocol 1 write them: nodes are upgraded one by one, so that this
 * release must read them for ever. A file is only added here; {@code node-…} is said by a node,
 * {@code controller-…} by a controller.
 */
class RecordedMessagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<Path> recorded() {
        try (Stream<Path> files =
                Files.list(Path.of(RecordedMessagesTest.class.getResource("/link/1").toURI()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object read(Path file) {
        try {
            String text = Files.readString(file);
            return file.getFileName().toString().startsWith("node-")
                    ? Messages.ofNode(text)
                    : Messages.ofController(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyRecordedMessageIsReadAndWrittenAlike() {
        return recorded().stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getFileName().toString(), () -> isAlike(file)));
    }

    private static void isAlike(Path file) throws IOException {
        Object message = read(file);

        assertThat(message).isNotInstanceOf(UnknownMessage.class);
        JsonNode written = JSON.readTree(Messages.write(message));
        assertThat(written).isEqualTo(JSON.readTree(Files.readString(file)));
    }

    @Test
    void everyKindOfMessageIsRecorded() {
        Set<String> kinds = new TreeSet<>();
        kinds.add(UnknownMessage.class.getSimpleName());
        for (Path file : recorded()) {
            switch (read(file)) {
                case TaskDirective task -> {
                    kinds.add(TaskDirective.class.getSimpleName());
                    kinds.add(task.work().getClass().getSimpleName());
                }
                case TaskObservation task -> {
                    kinds.add(TaskObservation.class.getSimpleName());
                    task.outcome().ifPresent(one -> kinds.add(one.getClass().getSimpleName()));
                }
                case Object other -> kinds.add(other.getClass().getSimpleName());
            }
        }

        Stream<Class<?>> all =
                Stream.of(NodeMessage.class, ControllerMessage.class, Work.class, Outcome.class)
                        .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()));
        assertThat(kinds).containsAll(all.map(Class::getSimpleName).toList());
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(Messages.ofNode("{\"type\":\"heartbeat\",\"degraded\":[],\"mood\":{\"x\":1}}"))
                .isEqualTo(new Heartbeat(List.of()));
    }

    @Test
    void whatThisReleaseCannotReadIsUnknownAndNoFailure() {
        for (String text :
                List.of(
                        "{\"type\":\"newer\",\"a\":1}",
                        "{}",
                        "null",
                        "[]",
                        "{",
                        "{\"type\":\"task\",\"task\":\"t\",\"work\":{\"work\":\"newer\"}}",
                        "{\"type\":\"query\",\"id\":1,\"kind\":\"NEWER\",\"guest\":\"g\"}",
                        "{\"type\":\"guest\",\"guest\":\"g\",\"wanted\":\"HIBERNATED\"}")) {
            assertThat(Messages.ofController(text)).as(text).isEqualTo(new UnknownMessage());
        }
    }
}
