/** Tests of what measures the server. Read {@code SoakTest} first. */
@NullMarked
package io.cairn.bench.ipc;

import org.jspecify.annotations.NullMarked;
