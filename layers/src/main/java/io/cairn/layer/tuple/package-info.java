/**
 * Tuples as keys: sequences of typed elements whose packed bytes sort as the elements do. The bytes
 * are those of FoundationDB's tuple layer, so that other programs can read them.
 *
 * <pre>
 *   Tuple  ------&gt; TupleWriter      Versionstamp     an element
 *     ^   \-----&gt; TupleReader       TypeCode         what an element begins with
 *     |
 *   Subspace                        a prefix under which tuples are keys
 * </pre>
 *
 * <p>Layout of a packed tuple: its elements, one after the other; each begins with a code.
 *
 * <pre>
 *   00                         null; inside a nested tuple 00 FF
 *   01 bytes 00                bytes; each 00 in them is written 00 FF
 *   02 utf-8 00                a string; likewise
 *   05 elements 00             a nested tuple
 *   0B n' int[n]               a negative integer of 9 to 255 bytes; n' is n with all bits flipped
 *   0C .. 13 int               a negative integer of 8 to 1 bytes, each bit flipped
 *   14                         0
 *   15 .. 1C int               a positive integer of 1 to 8 bytes, big-endian
 *   1D n int[n]                a positive integer of 9 to 255 bytes
 *   20 int32                   a float, big-endian; the sign flipped, or all bits if it is set
 *   21 int64                   a double, likewise
 *   26, 27                     false, true
 *   30 byte[16]                a UUID
 *   33 byte[12]                a versionstamp
 * </pre>
 *
 * <p>Depends on core's API only. Read {@link io.cairn.layer.tuple.Tuple} first.
 */
@NullMarked
package io.cairn.layer.tuple;

import org.jspecify.annotations.NullMarked;
