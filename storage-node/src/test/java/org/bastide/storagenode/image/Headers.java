package org.bastide.storagenode.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Headers of images, each in order until a test changes it. */
final class Headers {
    static final int MEBIBYTE = 1024 * 1024;
    private static final int SIZE = 256 * 1024;

    private Headers() {}

    static byte[] raw(Consumer<ByteBuffer> change) {
        ByteBuffer image = ByteBuffer.allocate(SIZE);
        change.accept(image);
        return image.array();
    }

    static byte[] qcow2(Consumer<ByteBuffer> change) {
        return raw(
                image -> {
                    text(image, 0, "QFI\u00fb");
                    image.putInt(4, 3).putInt(20, 16).putLong(24, MEBIBYTE).putInt(100, 104);
                    change.accept(image);
                });
    }

    static byte[] vmdk(String descriptor, Consumer<ByteBuffer> change) {
        return raw(
                image -> {
                    image.order(ByteOrder.LITTLE_ENDIAN);
                    text(image, 0, "KDMV");
                    image.putInt(4, 1).putLong(12, 2048).putLong(28, 1).putLong(36, 20);
                    text(image, 512, descriptor);
                    change.accept(image);
                });
    }

    static String descriptor(String type, String extent, String more) {
        return """
        # Disk DescriptorFile
        version=1
        CID=7ee1d5f6
        parentCID=ffffffff
        createType="%s"
        # Extent description
        %s
        ddb.adapterType = "ide"
        %s
        """
                .formatted(type, extent, more);
    }

    static byte[] vdi(Consumer<ByteBuffer> change) {
        return raw(
                image -> {
                    image.order(ByteOrder.LITTLE_ENDIAN);
                    text(image, 0x40, "\u007f\u0010\u00da\u00be");
                    image.putInt(0x44, 0x00010001).putInt(0x4c, 1).putLong(0x170, MEBIBYTE);
                    change.accept(image);
                });
    }

    static byte[] vhd(Consumer<ByteBuffer> change) {
        return raw(
                image -> {
                    text(image, 0, "conectix");
                    image.putLong(40, MEBIBYTE).putLong(48, MEBIBYTE).putInt(60, 3);
                    change.accept(image);
                });
    }

    static void text(ByteBuffer image, int offset, String text) {
        image.put(offset, text.getBytes(ISO_8859_1));
    }
}
