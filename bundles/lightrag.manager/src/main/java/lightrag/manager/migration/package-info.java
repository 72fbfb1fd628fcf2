/**
 * Moves a workspace from one storage binding to another while it is used. An engine holds a {@link
 * lightrag.manager.migration.SwitchableStorage}, which sends everything to the stores in force.
 * While a {@link lightrag.manager.migration.Migration} runs, a snapshot of them is copied to the
 * new ones, commits go on and are queued in their order, the copy is compared with the snapshot,
 * the queue is applied, and then the new stores are in force. The old ones follow from then on,
 * until an operator confirms or goes back.
 */
@NullMarked
package lightrag.manager.migration;

import org.jspecify.annotations.NullMarked;
