/**
 * Triggers whose handlers are functions in Python source text, which an interpreter inside this
 * process runs, shut off from everything but the rows it is given.
 *
 * <pre>
 *   PythonPlugin ----&gt; PluginRegistry ----&gt; io.cairn.layer.trigger.TriggerRegistry
 *     code, limits        LoadedPlugin            who runs, in which order
 *                              |
 *                         Interpreter (several) ----&gt; RowWriter, RowReader   rows in and out
 *                              |                ----&gt; Watchdog, PythonLimits  what stops it
 *                              |                ----&gt; Prelude                what it finds there
 *                         Sandbox                one engine for the whole process
 * </pre>
 *
 * <p>The interpreter is GraalPy, which has the language (3.12) and the standard library; packages
 * cannot be added. It starts with the first plugin that is registered, which takes seconds. Code
 * cannot reach Java, files, the network, processes, threads or the environment, and is stopped when
 * it takes too long; it can use up the heap, against which there is no defence. So it is safe to
 * run code that may be wrong, and not code that means harm.
 *
 * <p>Depends on {@code io.cairn.layer.trigger} and {@code io.cairn.error}. Read {@link
 * io.cairn.trigger.python.PluginRegistry} first.
 */
@NullMarked
package io.cairn.trigger.python;

import org.jspecify.annotations.NullMarked;
