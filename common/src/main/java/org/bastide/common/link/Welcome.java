package org.bastide.common.link;

import java.util.List;

/**
 * The controller's answer to {@link Hello}; the whole of what it wants follows, then {@link
 * SyncEnd}.
 *
 * @param protocol the link's version that both speak
 * @param controller the controller's name
 * @param features what the controller may send beyond the version's base
 */
public record Welcome(int protocol, String controller, List<String> features)
        implements ControllerMessage {}
