package io.cairn.layer.tuple;

/** What an element's bytes begin with; {@code package-info} draws what follows. Stateless. */
final class TypeCode {

    static final int NULL = 0x00;
    static final int BYTES = 0x01;
    static final int STRING = 0x02;
    static final int NESTED = 0x05;
    static final int BIG_NEGATIVE = 0x0B;
    static final int ZERO = 0x14;
    static final int BIG_POSITIVE = 0x1D;
    static final int FLOAT = 0x20;
    static final int DOUBLE = 0x21;
    static final int FALSE = 0x26;
    static final int TRUE = 0x27;
    static final int UUID = 0x30;
    static final int VERSIONSTAMP = 0x33;

    /** Ends bytes, strings and nested tuples. */
    static final byte END = 0;

    /** Follows a zero that does not end them. */
    static final byte ESCAPED = (byte) 0xFF;

    private TypeCode() {}
}
