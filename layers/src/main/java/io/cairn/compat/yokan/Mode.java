package io.cairn.compat.yokan;

/**
 * Yokan's mode bits, under their names there; several are or-ed. They are those of {@link
 * io.cairn.api.Mode}, of which {@code docs/modes.md} tells where each matters.
 */
public final class Mode {

    /** Default behaviour. */
    public static final int YOKAN_MODE_DEFAULT = 0;

    /** A listing includes the key it starts from. */
    public static final int YOKAN_MODE_INCLUSIVE = 0x1;

    /** A put, or an update of a document, appends. */
    public static final int YOKAN_MODE_APPEND = 0x2;

    /** A read or listing removes exactly what it delivers. */
    public static final int YOKAN_MODE_CONSUME = 0x4;

    /** A read or erase waits until its keys exist. */
    public static final int YOKAN_MODE_WAIT = 0x8;

    /** A put wakes who waits, which here every put does; the same bit as WAIT. */
    public static final int YOKAN_MODE_NOTIFY = 0x8;

    /** A put writes only what is absent. */
    public static final int YOKAN_MODE_NEW_ONLY = 0x10;

    /** A put writes only what is present. */
    public static final int YOKAN_MODE_EXIST_ONLY = 0x20;

    /** A listing strips the prefix (or, with SUFFIX, the suffix) from its keys. */
    public static final int YOKAN_MODE_NO_PREFIX = 0x40;

    /** A listing returns empty keys. */
    public static final int YOKAN_MODE_IGNORE_KEYS = 0x80;

    /** A listing returns empty keys but for the last one; contains IGNORE_KEYS. */
    public static final int YOKAN_MODE_KEEP_LAST = 0x180;

    /** A listing's filter is a suffix. */
    public static final int YOKAN_MODE_SUFFIX = 0x200;

    /** A listing's filter is a Lua script. */
    public static final int YOKAN_MODE_LUA_FILTER = 0x400;

    /** A listing of documents returns identifiers only. */
    public static final int YOKAN_MODE_IGNORE_DOCS = 0x800;

    /** A filter also sees values. */
    public static final int YOKAN_MODE_FILTER_VALUE = 0x1000;

    /** A listing's filter is a named filter. */
    public static final int YOKAN_MODE_LIB_FILTER = 0x2000;

    /** Send small things inline; never changes a result. */
    public static final int YOKAN_MODE_NO_RDMA = 0x4000;

    /** An update of a document may create it. */
    public static final int YOKAN_MODE_UPDATE_NEW = 0x8000;

    private Mode() {}
}
