/**
 * Opens, leases, evicts and re-opens one engine and one set of stores per workspace.
 *
 * <p>A {@link lightrag.manager.WorkspaceRegistry} holds one {@link lightrag.manager.WorkspaceEntry}
 * a workspace. An entry goes through phases; its lock guards only the step from one phase to the
 * next and is never held while something is opened or closed, which happens on a virtual thread of
 * its own. An open entry has {@link lightrag.manager.OpenStores} and an {@link
 * lightrag.manager.EngineHandle}, a counted reference in the manner of Lucene's {@code
 * ReferenceManager}: new calls can go to another engine over the same stores while old calls end on
 * theirs. Calls of an open workspace take no lock at all.
 */
@NullMarked
package lightrag.manager;

import org.jspecify.annotations.NullMarked;
