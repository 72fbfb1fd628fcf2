/**
 * Declares what a request may look like and says exactly what is wrong with one that does not.
 *
 * <p>A {@link lightrag.rest.validation.Schema} lists {@link lightrag.rest.validation.Field}s; each
 * has a {@link lightrag.rest.validation.Kind} that turns JSON into a typed value or notes a {@link
 * lightrag.rest.validation.Problem}. Names, locations, order and coercions of problems are those
 * clients of the reference know. All types are immutable except {@link
 * lightrag.rest.validation.Problems}, which lives as long as one reading.
 */
@NullMarked
package lightrag.rest.validation;

import org.jspecify.annotations.NullMarked;
