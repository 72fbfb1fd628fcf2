/**
 * Who may call, as written in {@code users.json}: reading, validating, looking up, watching. Free
 * of OSGi, so that the command line uses the same classes from its class path ({@link
 * lightrag.auth.users.UsersTool}).
 *
 * <p>A {@link lightrag.auth.users.UserDirectory} is immutable; a changed file makes a new one, and
 * each request asks the newest. Nothing else remembers a user, therefore removing one works at
 * once.
 */
@NullMarked
package lightrag.auth.users;

import org.jspecify.annotations.NullMarked;
