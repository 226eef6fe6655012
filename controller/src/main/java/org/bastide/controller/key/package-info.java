/** The cloud's own secrets: in SQL, sealed by the root key, which is a file outside it. */
package org.bastide.controller.key;
