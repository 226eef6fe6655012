package org.bastide.common.link;

/**
 * Asks the node to send the bytes of an image by PUT to {@code /channels/CHANNEL}.
 *
 * @param channel the channel's one-time name
 * @param image the image's id
 */
public record OpenChannel(String channel, String image) implements ControllerMessage {}
