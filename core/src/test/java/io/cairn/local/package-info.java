/**
 * The in-process database from the inside: guards, gates, closing, retries, leaks, and an engine
 * that decides conflicts itself. What users see is tested by the contract suite. Read {@link
 * io.cairn.local.ShutdownTest} first.
 */
@NullMarked
package io.cairn.local;

import org.jspecify.annotations.NullMarked;
