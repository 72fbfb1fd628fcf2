/** Engine versions for tests: sound ones, and all the ways in which one can be broken. */
package lightrag.house.engines;
