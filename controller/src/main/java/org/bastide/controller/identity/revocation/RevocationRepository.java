package org.bastide.controller.identity.revocation;

import org.bastide.controller.db.Tx;

import java.util.Map;

final class RevocationRepository {
    void insert(Tx tx, Revocation revocation) {
        tx.update(
                """
                INSERT INTO identity_revocation (id, kind, subject, issued_before, expires)
                VALUES (:id, :kind, :subject, :issuedBefore, :expires)
                """,
                Map.of(
                        "id", revocation.id(),
                        "kind", revocation.of().kind(),
                        "subject", revocation.of().id(),
                        "issuedBefore", revocation.issuedBefore(),
                        "expires", revocation.expires()));
    }
}
