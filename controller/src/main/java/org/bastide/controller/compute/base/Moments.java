package org.bastide.controller.compute.base;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as those of Nova's resources have them that name no time zone. */
public final class Moments {
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Moments() {}

    /** {@code 2026-01-02T03:04:05.000000}, in UTC. */
    public static String microseconds(Instant moment) {
        return MICROSECONDS.format(moment);
    }
}
