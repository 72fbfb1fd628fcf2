/**
 * What models are told. Each prompt is a resource file with {@code {slots}}; a file of the same
 * name in the operator's prompt directory replaces it, and above that a setting does.
 */
@NullMarked
package lightrag.engine.prompt;

import org.jspecify.annotations.NullMarked;
