/**
 * The program around the server: its command line and configuration file, log, pid file, signals
 * and metrics.
 *
 * <pre>
 *   ServerCommand -&gt; LaunchPlan (flags over ServerFile) -&gt; ServerProcess -&gt; CairnServer
 *        |                                                      |
 *        +-&gt; StatusReport, StopRequest -&gt; SocketProbe        PidFile, Metrics, LogOutput
 * </pre>
 *
 * <p>Depends on core's exported packages, {@code io.cairn.ipc.server}, picocli, Micrometer and
 * jnr-unixsocket. Read {@link io.cairn.ipc.server.launch.ServerCommand} first.
 */
@NullMarked
package io.cairn.ipc.server.launch;

import org.jspecify.annotations.NullMarked;
