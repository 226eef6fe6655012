package org.bastide.controller.compute.quota;

import org.bastide.controller.db.Tx;

/** Sums up what a project's live servers use. */
@FunctionalInterface
public interface QuotaUse {
    /** The project's use, as the transaction sees it. */
    Use of(Tx tx, String project);
}
