package org.bastide.controller.node;

/**
 * Whether a node is there.
 *
 * <pre>
 * ENROLLED ──hello──▶ UP ◀──hello── DOWN
 *                      └──silence────▲
 * </pre>
 */
public enum NodeState {
    /** It has a certificate and has not been seen yet. */
    ENROLLED,
    UP,
    DOWN;

    /** Whether the table has a way from this state to that one. */
    public boolean allows(NodeState next) {
        return switch (this) {
            case ENROLLED -> next == UP;
            case UP -> next == DOWN;
            case DOWN -> next == UP;
        };
    }
}
