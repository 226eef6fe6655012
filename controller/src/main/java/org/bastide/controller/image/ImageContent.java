package org.bastide.controller.image;

/**
 * The bytes of an image, as a storage node counted them.
 *
 * @param size of the bytes as they came
 * @param virtualSize bytes of the disk that they decode to
 * @param md5 hexadecimal
 * @param sha512 hexadecimal
 * @param attempt the upload that brought them
 */
record ImageContent(long size, long virtualSize, String md5, String sha512, int attempt) {}
