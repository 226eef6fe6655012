package org.bastide.storagenode.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * VMware's format, as the "Virtual Disk Format 5.0" and QEMU's {@code block/vmdk.c} have it. Its
 * text descriptor could name any file of the host, as an extent or as a parent: taken is only one
 * extent inside the file itself.
 */
final class VmdkHeader {
    private static final int SECTOR = 512;
    private static final int MAGIC = 0x564d444b;
    private static final long GRAIN_DIRECTORY_AT_END = -1;
    private static final int MOST_DESCRIPTOR_SECTORS = 2047;

    /** What QEMU searches for a parent, however long the descriptor says it is. */
    private static final int SEARCHED = 20 * SECTOR;

    private static final List<String> TYPES = List.of("monolithicsparse", "streamoptimized");
    private static final Pattern FIELD = Pattern.compile("([a-z0-9_.]+)\\s*=\\s*\"?([^\"]*)\"?");
    private static final Pattern EXTENT =
            Pattern.compile("(rw|rdonly|noaccess)\\s+\\d+\\s+(\\w+).*");

    private VmdkHeader() {}

    static long inspect(ImageBytes image) {
        ByteBuffer header = image.at(0, SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        int version = header.getInt(4);
        if (version < 1 || version > 3) {
            throw new ImageRefused(
                    "vmdk: version " + Integer.toUnsignedString(version) + " is not supported");
        }
        long sectors = header.getLong(12);
        if (sectors <= 0 || sectors > Long.MAX_VALUE / SECTOR) {
            throw new ImageRefused(
                    "vmdk: the capacity in the header is "
                            + Long.toUnsignedString(sectors)
                            + " sectors");
        }
        long start = header.getLong(28);
        long length = header.getLong(36);
        if (start != 1 || length < 1 || length > MOST_DESCRIPTOR_SECTORS) {
            throw new ImageRefused("vmdk: the descriptor is not where it belongs");
        }
        inspectDescriptor(text(image.at(SECTOR, (int) length * SECTOR)));
        mustHaveNoHiddenParent(image);
        if (header.getLong(56) == GRAIN_DIRECTORY_AT_END) {
            inspectFooter(image, sectors);
        }
        return sectors * SECTOR;
    }

    /** Each line must be one that we understand. */
    private static void inspectDescriptor(String descriptor) {
        List<String> extents = new ArrayList<>();
        String type = "";
        for (String line : descriptor.split("\n", -1)) {
            String trimmed = line.strip();
            if (trimmed.isEmpty() || trimmed.startsWith("#")) {
                continue;
            }
            Matcher field = FIELD.matcher(trimmed);
            Matcher extent = EXTENT.matcher(trimmed);
            if (extent.matches()) {
                mustBeInside(trimmed, extent.group(2));
                extents.add(trimmed);
            } else if (!field.matches()) {
                throw new ImageRefused("vmdk: the descriptor has a line that is not understood");
            } else if (field.group(1).equals("createtype")) {
                type = field.group(2);
            } else {
                mustNotNameParent(field.group(1), field.group(2));
            }
        }
        if (!TYPES.contains(type)) {
            throw new ImageRefused(
                    "vmdk: createType is "
                            + type
                            + ": only monolithicSparse and streamOptimized are supported");
        }
        if (extents.size() != 1) {
            throw new ImageRefused("vmdk: the descriptor names " + extents.size() + " extents");
        }
    }

    private static void mustBeInside(String line, String kind) {
        if (!kind.equals("sparse") || line.contains("/") || line.contains("\\")) {
            throw new ImageRefused("vmdk: an extent is outside the file");
        }
    }

    private static void mustNotNameParent(String field, String value) {
        boolean parent = field.equals("parentcid") && !value.equals("ffffffff");
        if (parent || field.equals("parentfilenamehint")) {
            throw new ImageRefused("vmdk: the image has a parent image");
        }
    }

    private static void mustHaveNoHiddenParent(ImageBytes image) {
        String searched;
        try {
            searched = text(image.at(SECTOR, SEARCHED));
        } catch (ImageRefused shorterThanThat) {
            return;
        }
        if (searched.contains("parentfilenamehint")) {
            throw new ImageRefused("vmdk: the image has a parent image");
        }
    }

    /** Where there is a footer, QEMU believes it instead of the header. */
    private static void inspectFooter(ImageBytes image, long sectors) {
        ByteBuffer footer =
                image.at(image.size() - 2 * SECTOR, SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        boolean same = footer.getInt(0) == MAGIC && footer.getLong(12) == sectors;
        if (!same || footer.getInt(4) < 1 || footer.getInt(4) > 3) {
            throw new ImageRefused("vmdk: the footer does not agree with the header");
        }
    }

    private static String text(ByteBuffer bytes) {
        String text = ISO_8859_1.decode(bytes).toString();
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).toLowerCase(Locale.ROOT);
    }
}
