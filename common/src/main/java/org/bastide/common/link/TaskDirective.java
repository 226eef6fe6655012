package org.bastide.common.link;

/**
 * One leased piece of storage work. A repeated directive of the same attempt changes nothing.
 *
 * @param epoch of the duty's holder that sent it
 * @param task the task's id
 * @param attempt counts the leases of this task: long work writes to {@code ID.ATTEMPT}
 * @param work what is to be done
 */
public record TaskDirective(long epoch, String task, int attempt, Work work)
        implements ControllerMessage {}
