package org.bastide.controller.identity.token;

import org.bastide.controller.identity.base.Scope;

import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A token's content in as few bytes as may be: one byte of scope (2 bits), chain (1) and methods
 * (5); the user's and the scope's id; 16 bytes of audit id, and of the chain's where there is one;
 * issue and expiry in microseconds of the epoch; the region. An id is its length and its
 * characters; one of hexadecimal digits is half as long, and its length has the high bit.
 */
final class PackedToken {
    private static final int AUDIT_BYTES = 16;
    private static final int HEX = 0x80;
    private static final HexFormat HEXADECIMAL = HexFormat.of();
    private static final Base64.Decoder FROM_BASE64 = Base64.getUrlDecoder();
    private static final Base64.Encoder TO_BASE64 = Base64.getUrlEncoder().withoutPadding();

    private PackedToken() {}

    /**
     * The content in bytes.
     *
     * @throws IllegalStateException if that takes more than {@code most}
     */
    static byte[] pack(Token token, int most) {
        ByteBuffer buffer = ByteBuffer.allocate(most);
        try {
            int methods = token.methods().stream().mapToInt(Token.Method::bit).sum();
            buffer.put(
                    (byte)
                            (kind(token.scope())
                                    | (token.chain().isPresent() ? 4 : 0)
                                    | (methods << 3)));
            putId(buffer, token.user());
            switch (token.scope()) {
                case Scope.Project(String id) -> putId(buffer, id);
                case Scope.Domain(String id) -> putId(buffer, id);
                case Scope.OfSystem() -> {}
                case Scope.Unscoped() -> {}
            }
            buffer.put(FROM_BASE64.decode(token.auditId()));
            token.chain().ifPresent(chain -> buffer.put(FROM_BASE64.decode(chain)));
            buffer.putLong(microseconds(token.issued()));
            buffer.putLong(microseconds(token.expires()));
            putId(buffer, token.region());
        } catch (BufferOverflowException e) {
            throw new IllegalStateException("ids too long for a token", e);
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** The content that bytes hold; empty if they are none. */
    static Optional<Token> unpack(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            int head = buffer.get();
            String user = id(buffer);
            Scope scope =
                    switch (head & 3) {
                        case 1 -> new Scope.Project(id(buffer));
                        case 2 -> new Scope.Domain(id(buffer));
                        case 3 -> new Scope.OfSystem();
                        default -> new Scope.Unscoped();
                    };
            String auditId = auditId(buffer);
            Optional<String> chain =
                    (head & 4) == 0 ? Optional.empty() : Optional.of(auditId(buffer));
            Instant issued = instant(buffer.getLong());
            Instant expires = instant(buffer.getLong());
            String region = id(buffer);
            return buffer.hasRemaining()
                    ? Optional.empty()
                    : Optional.of(
                            new Token(
                                    user,
                                    scope,
                                    methods((head & 0xff) >> 3),
                                    auditId,
                                    chain,
                                    issued,
                                    expires,
                                    region));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static int kind(Scope scope) {
        return switch (scope) {
            case Scope.Unscoped() -> 0;
            case Scope.Project(String ignored) -> 1;
            case Scope.Domain(String ignored) -> 2;
            case Scope.OfSystem() -> 3;
        };
    }

    private static Set<Token.Method> methods(int bits) {
        Set<Token.Method> methods = EnumSet.noneOf(Token.Method.class);
        for (Token.Method method : Token.Method.values()) {
            if ((bits & method.bit()) != 0) {
                methods.add(method);
            }
        }
        return methods;
    }

    private static void putId(ByteBuffer buffer, String id) {
        boolean hex = !id.isEmpty() && id.matches("([0-9a-f]{2})+");
        byte[] bytes = hex ? HEXADECIMAL.parseHex(id) : id.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= HEX) {
            throw new BufferOverflowException();
        }
        buffer.put((byte) (bytes.length | (hex ? HEX : 0))).put(bytes);
    }

    private static String id(ByteBuffer buffer) {
        int length = buffer.get() & 0xff;
        byte[] bytes = new byte[length & ~HEX];
        buffer.get(bytes);
        return (length & HEX) == 0
                ? new String(bytes, StandardCharsets.UTF_8)
                : HEXADECIMAL.formatHex(bytes);
    }

    private static String auditId(ByteBuffer buffer) {
        byte[] bytes = new byte[AUDIT_BYTES];
        buffer.get(bytes);
        return TO_BASE64.encodeToString(bytes);
    }

    private static long microseconds(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long microseconds) {
        return Instant.EPOCH.plus(microseconds, ChronoUnit.MICROS);
    }
}
