/**
 * The only reader of environment, {@code .env} and launcher options. A {@link
 * lightrag.config.Catalogue} of names says what each is for; {@link
 * lightrag.config.ConfigurationPublisher} turns what was found into Config Admin configurations,
 * once, when it starts. Everything but the publisher is free of OSGi, so that a command line can
 * check a configuration without starting a server.
 */
@NullMarked
package lightrag.config;

import org.jspecify.annotations.NullMarked;
