/** What tests of several rooms share: the model server, and base classes each binding inherits. */
@NullMarked
package lightrag.testkit;

import org.jspecify.annotations.NullMarked;
