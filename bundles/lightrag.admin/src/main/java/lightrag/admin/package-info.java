/**
 * The operators' door: engine versions, bundles, workspaces, events, audit and metrics below {@code
 * /admin}. Only callers of the role admin come in; without one in users.json nobody does. It keeps
 * nothing alive: each call asks the control-plane services that are there at the moment.
 */
@NullMarked
package lightrag.admin;

import org.jspecify.annotations.NullMarked;
