package org.bastide.computenode.libvirt;

/**
 * A key that a disk is opened with. libvirt holds it in memory only and shows it to nobody.
 *
 * @param id the secret's UUID
 * @param usage what it is for, unique on the node
 * @param key the cephx key, base64
 */
public record Secret(String id, String usage, String key) {
    /** Never shows the key. */
    @Override
    public String toString() {
        return "Secret[" + id + ", " + usage + "]";
    }
}
