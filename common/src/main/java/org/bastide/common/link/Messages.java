package org.bastide.common.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/** The link's messages as JSON. */
public final class Messages {
    /** The newest version of the link that this release speaks. */
    public static final int PROTOCOL = 1;

    /** The largest message, in bytes; bulk goes through channels. */
    public static final int MAXIMUM_SIZE = 4 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private Messages() {}

    /** The record as one line of JSON. */
    public static String write(Object message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a message: " + message.getClass(), e);
        }
    }

    /** What a node says; {@link UnknownMessage} where this release cannot read it. */
    static NodeMessage ofNode(String text) {
        return readable(text, NodeMessage.class).orElseGet(UnknownMessage::new);
    }

    /** What a controller says; {@link UnknownMessage} where this release cannot read it. */
    static ControllerMessage ofController(String text) {
        return readable(text, ControllerMessage.class).orElseGet(UnknownMessage::new);
    }

    /** A newer release may use words, or leave things out, that this one cannot do without. */
    private static <T> Optional<T> readable(String text, Class<T> type) {
        try {
            return Optional.ofNullable(read(text, type));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "a message cannot be read: {}",
                    e.getCause().getMessage().lines().findFirst().orElse(""));
            return Optional.empty();
        }
    }

    /**
     * The record that the text says.
     *
     * @throws IllegalArgumentException if it says none
     */
    public static <T> T read(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName(), e);
        }
    }
}
