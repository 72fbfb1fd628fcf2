/**
 * The contract of a storage binding as tests: a binding subclasses each {@code …Tck} by one factory
 * method and passes all of them.
 */
@NullMarked
package lightrag.testkit.storage;

import org.jspecify.annotations.NullMarked;
