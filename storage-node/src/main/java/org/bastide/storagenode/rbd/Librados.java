package org.bastide.storagenode.rbd;

import com.ceph.rados.jna.Rados;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** librados beyond rados-java, which leaks a monitor's answers and knows no full pools. */
interface Librados extends Rados {
    Librados RADOS = Native.load("rados", Librados.class);

    void rados_buffer_free(Pointer buffer);

    void rados_set_pool_full_try(Pointer pool);
}
