/**
 * Tests of the client. Those of connections run against {@link FakeServer}, which does on a real
 * socket what a test tells it. Those of databases run over {@link DirectLines}, which serve
 * requests in this process.
 */
@NullMarked
package io.cairn.ipc.client;

import org.jspecify.annotations.NullMarked;
