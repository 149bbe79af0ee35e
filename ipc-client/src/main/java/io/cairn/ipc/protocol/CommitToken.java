package io.cairn.ipc.protocol;

/**
 * By which a client asks what became of a commit whose reply it never got; made by the client, at
 * random, for one commit. Immutable.
 *
 * @param high the first eight bytes
 * @param low the other eight bytes
 */
public record CommitToken(long high, long low) {

    /** For a commit that nobody will ask about. */
    public static final CommitToken NONE = new CommitToken(0, 0);

    void encode(WireWriter out) {
        out.u64(high);
        out.u64(low);
    }

    static CommitToken decode(WireReader in) {
        return new CommitToken(in.u64(), in.u64());
    }

    /** Shows it as 32 hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @param digits 32 hexadecimal digits
     * @return the token
     * @throws io.cairn.error.InvalidArgumentException when it is not that
     */
    public static CommitToken parse(String digits) {
        if (digits.length() != 32 || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw new io.cairn.error.InvalidArgumentException(
                    "a commit's token is 32 hexadecimal digits", "token", digits);
        }
        return new CommitToken(
                Long.parseUnsignedLong(digits.substring(0, 16), 16),
                Long.parseUnsignedLong(digits.substring(16), 16));
    }
}
