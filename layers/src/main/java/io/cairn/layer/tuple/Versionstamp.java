package io.cairn.layer.tuple;

import io.cairn.bytes.CommitStamp;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.TransactionStateException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When something was committed, as an element of a {@link Tuple}: ten bytes that the database gives
 * to a transaction, rising from commit to commit, and a number that tells apart what one
 * transaction writes. An incomplete one stands for the transaction that writes it and sorts after
 * all complete ones. Immutable, thread-safe, never closed.
 */
public final class Versionstamp implements Comparable<Versionstamp> {

    /** The length of what the database gives, in bytes. */
    public static final int TRANSACTION_BYTES = CommitStamp.BYTES;

    /** The length of a versionstamp, in bytes. */
    public static final int BYTES = TRANSACTION_BYTES + Short.BYTES;

    private static final int USER_MAX = 0xFFFF;

    private final byte[] bytes;
    private final boolean complete;

    private Versionstamp(byte[] bytes, boolean complete) {
        this.bytes = bytes;
        this.complete = complete;
    }

    /**
     * Returns one that the database completes when the transaction that writes it commits.
     *
     * @param user tells apart what one transaction writes, 0 to 65,535
     * @return the versionstamp
     * @throws InvalidArgumentException when the number is out of range
     */
    public static Versionstamp incomplete(int user) {
        byte[] bytes = new byte[BYTES];
        Arrays.fill(bytes, 0, TRANSACTION_BYTES, (byte) 0xFF);
        return new Versionstamp(withUser(bytes, user), false);
    }

    /**
     * Returns one of a committed transaction.
     *
     * @param transaction the ten bytes that the database gave to the transaction
     * @param user tells apart what one transaction writes, 0 to 65,535
     * @return the versionstamp
     * @throws InvalidArgumentException when there are not ten bytes, or the number is out of range
     */
    public static Versionstamp complete(byte[] transaction, int user) {
        Objects.requireNonNull(transaction, "transaction");
        if (transaction.length != TRANSACTION_BYTES) {
            throw new InvalidArgumentException(
                    "a transaction's version has ten bytes", "bytes", transaction.length);
        }
        return new Versionstamp(withUser(Arrays.copyOf(transaction, BYTES), user), true);
    }

    /**
     * Returns the one that a commit has written.
     *
     * @param version what {@code commit} returned
     * @param user tells apart what one transaction writes, 0 to 65,535
     * @return the versionstamp
     * @throws InvalidArgumentException when the number is out of range
     */
    public static Versionstamp ofCommit(long version, int user) {
        return complete(CommitStamp.of(version), user);
    }

    /**
     * Returns the one that was written as these bytes.
     *
     * @param bytes twelve bytes; ten times FF in front make it incomplete
     * @return the versionstamp
     * @throws InvalidArgumentException when there are not twelve bytes
     */
    public static Versionstamp of(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        if (bytes.length != BYTES) {
            throw new InvalidArgumentException(
                    "a versionstamp has twelve bytes", "bytes", bytes.length);
        }
        boolean complete = false;
        for (int i = 0; i < TRANSACTION_BYTES; i++) {
            complete |= bytes[i] != (byte) 0xFF;
        }
        return new Versionstamp(bytes.clone(), complete);
    }

    private static byte[] withUser(byte[] bytes, int user) {
        if (user < 0 || user > USER_MAX) {
            throw new InvalidArgumentException(
                    "a versionstamp's own number is 0 to 65535", "number", user);
        }
        bytes[TRANSACTION_BYTES] = (byte) (user >> Byte.SIZE);
        bytes[TRANSACTION_BYTES + 1] = (byte) user;
        return bytes;
    }

    /**
     * Tells whether the transaction is known.
     *
     * @return false as long as it is to be filled in
     */
    public boolean isComplete() {
        return complete;
    }

    /**
     * Returns what the database gave to the transaction.
     *
     * @return ten bytes, owned by the caller
     * @throws TransactionStateException when it is incomplete
     */
    public byte[] transaction() {
        if (!complete) {
            throw new TransactionStateException(
                    "the versionstamp is incomplete until its transaction has committed");
        }
        return Arrays.copyOf(bytes, TRANSACTION_BYTES);
    }

    /**
     * Returns the number that tells apart what one transaction writes.
     *
     * @return 0 to 65,535
     */
    public int user() {
        return Byte.toUnsignedInt(bytes[TRANSACTION_BYTES]) << Byte.SIZE
                | Byte.toUnsignedInt(bytes[TRANSACTION_BYTES + 1]);
    }

    /**
     * Returns how it is written.
     *
     * @return twelve bytes, owned by the caller
     */
    public byte[] toBytes() {
        return bytes.clone();
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, BYTES);
    }

    @Override
    public int compareTo(Versionstamp other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Versionstamp stamp && Arrays.equals(bytes, stamp.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return (complete ? HexFormat.of().formatHex(bytes, 0, TRANSACTION_BYTES) : "incomplete")
                + "+"
                + user();
    }
}
