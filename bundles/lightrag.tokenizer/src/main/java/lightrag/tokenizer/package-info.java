/** Byte-pair encodings: vocabularies are loaded on first use, once per JVM, and shared by all. */
@NullMarked
package lightrag.tokenizer;

import org.jspecify.annotations.NullMarked;
