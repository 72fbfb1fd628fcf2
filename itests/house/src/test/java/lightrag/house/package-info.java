/** Tests of the whole house: its manifests, and the running server over real HTTP. */
@NullMarked
package lightrag.house;

import org.jspecify.annotations.NullMarked;
