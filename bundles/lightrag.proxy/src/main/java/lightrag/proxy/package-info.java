/**
 * A stateless {@code LightRag} that sends each call to the caller's workspace. Its registration
 * stays the same while managers, engines and stores come and go, so that routers never restart.
 */
@NullMarked
package lightrag.proxy;

import org.jspecify.annotations.NullMarked;
