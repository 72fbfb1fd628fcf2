/**
 * Features in a running framework: the same files that the launcher starts from, installed and
 * removed one by one.
 */
@NullMarked
package lightrag.deploy.feature;

import org.jspecify.annotations.NullMarked;
