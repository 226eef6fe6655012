/**
 * Making what is wanted real, in passes. A pass is idempotent and never retries inside: what failed
 * is still unsettled when the next one runs. A nudge says only that there may be work: losing one
 * costs a period, never correctness.
 */
package org.bastide.common.reconcile;
