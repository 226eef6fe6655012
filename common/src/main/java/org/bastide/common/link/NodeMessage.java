package org.bastide.common.link;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a node says to a controller. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = UnknownMessage.class)
@JsonSubTypes({
    @Type(value = Hello.class, name = "hello"),
    @Type(value = GuestObservation.class, name = "guest"),
    @Type(value = TaskObservation.class, name = "task"),
    @Type(value = Answer.class, name = "answer"),
    @Type(value = Heartbeat.class, name = "heartbeat"),
    @Type(value = Unsupported.class, name = "unsupported")
})
public sealed interface NodeMessage
        permits Hello,
                GuestObservation,
                TaskObservation,
                Answer,
                Heartbeat,
                Unsupported,
                UnknownMessage {}
