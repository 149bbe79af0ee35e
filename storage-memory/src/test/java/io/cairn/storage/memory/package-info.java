/** Tests of the in-memory engine. Read {@code MemoryEngineModelTest} first. */
@NullMarked
package io.cairn.storage.memory;

import org.jspecify.annotations.NullMarked;
