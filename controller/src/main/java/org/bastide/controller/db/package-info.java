/**
 * SQL: the only truth. {@link org.bastide.controller.db.Database#transact} returns once what it
 * committed would survive a power cut. Statements live in the {@code *Repository} classes and run
 * on H2 and on PostgreSQL.
 */
package org.bastide.controller.db;
