/**
 * Signed tokens in the reference's form: one algorithm out of HS256, HS384, HS512, chosen by the
 * server and never by the token; no default secret. A token says who its bearer was; what that user
 * may do is asked anew with each request.
 */
@NullMarked
package lightrag.auth.token;

import org.jspecify.annotations.NullMarked;
