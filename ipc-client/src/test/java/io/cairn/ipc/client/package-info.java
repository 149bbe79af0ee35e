/**
 * Tests of the client. Those of connections run against {@link FakeServer}, which does on a real
 * socket what a test tells it.
 */
@NullMarked
package io.cairn.ipc.client;

import org.jspecify.annotations.NullMarked;
