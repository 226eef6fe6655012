package org.bastide.common.http;

/** One thing that a caller may or may not do; each service has an enum of its own. */
public interface Permission {
    /** The rule's name in OpenStack's policies, such as {@code os_compute_api:servers:create}. */
    String policy();

    /** Who may. */
    Rule rule();

    /** What whoever may not is told. */
    default String refusal() {
        return "Policy doesn't allow %s to be performed.".formatted(policy());
    }
}
