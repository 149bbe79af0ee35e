package io.cairn.mode;

/** What a mode flag does to an operation. */
public enum Effect {
    /** It changes what the operation does. */
    MATTERS,
    /** It is accepted and changes nothing. */
    IGNORED,
    /** The operation cannot honour it; {@link io.cairn.error.InvalidModeException}. */
    REFUSED
}
