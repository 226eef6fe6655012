/**
 * Images: Glance's API v2, and the way of an image's bytes between clients and storage nodes.
 *
 * <p>A row says what is wanted; {@code intent} and {@code observed} tell whether the storage nodes
 * have made it so. A queued image has no bytes anywhere. An upload claims it ({@link
 * org.bastide.controller.image.ImageState#SAVING}, a lease that the upload renews, a new attempt),
 * has a storage node fetch the client's bytes and store them under {@code ID.ATTEMPT}, and records
 * that attempt as the image's content: the image is active, and unsettled until a storage node has
 * given the bytes their lasting name ({@code KeepImage}). Until then the API shows it as {@code
 * saving}, and nothing boots from it. An upload that failed goes back to queued once what it left
 * has been swept; if its controller died, {@link org.bastide.controller.image.ImageReconciler} does
 * both when the lease has run out. A deleted image is gone from the API at once, and its row goes
 * once the storage nodes have removed the bytes.
 */
package org.bastide.controller.image;
