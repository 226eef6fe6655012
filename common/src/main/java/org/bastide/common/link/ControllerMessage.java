package org.bastide.common.link;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a controller says to a node. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = UnknownMessage.class)
@JsonSubTypes({
    @Type(value = Welcome.class, name = "welcome"),
    @Type(value = GuestDirective.class, name = "guest"),
    @Type(value = TaskDirective.class, name = "task"),
    @Type(value = Query.class, name = "query"),
    @Type(value = OpenChannel.class, name = "open"),
    @Type(value = SyncEnd.class, name = "sync-end")
})
public sealed interface ControllerMessage
        permits Welcome,
                GuestDirective,
                TaskDirective,
                Query,
                OpenChannel,
                SyncEnd,
                UnknownMessage {}
