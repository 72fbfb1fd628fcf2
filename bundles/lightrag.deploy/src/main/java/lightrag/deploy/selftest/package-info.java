/**
 * Whether an engine version works at all: it ingests a built-in text into a workspace on temporary
 * stores, is asked about it and deletes it again, with models that answer from a script.
 */
@NullMarked
package lightrag.deploy.selftest;

import org.jspecify.annotations.NullMarked;
