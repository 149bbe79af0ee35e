/**
 * Code that runs before or after a row of a table is inserted, updated or deleted: it may change
 * the row, or refuse it.
 *
 * <pre>
 *   TriggerRegistry ----&gt; TriggerPlugin ----&gt; TriggerHandler     what runs, in which order
 *          |                    \-----------&gt; TriggerEvent       when it runs
 *          v
 *   TriggerAbortException      a handler's refusal, passed on as it is
 *   PluginExecutionException   any other failure, with the plugin's name
 * </pre>
 *
 * <p>Nothing is kept in the database and nothing runs by itself: whoever stores rows calls {@link
 * io.cairn.layer.trigger.TriggerRegistry#fire}. Called in the body of a transaction before the row
 * is put, it makes a refusal undo the whole transaction.
 *
 * <p>Depends on {@code io.cairn.error}. Read {@link io.cairn.layer.trigger.TriggerRegistry} first.
 */
@NullMarked
package io.cairn.layer.trigger;

import org.jspecify.annotations.NullMarked;
