/**
 * The storage node: does the work on bytes that no guest does, on behalf of the controllers that it
 * dials. It owns nothing: what exists is what Ceph holds, what should exist is what controllers
 * say.
 */
package org.bastide.storagenode;
