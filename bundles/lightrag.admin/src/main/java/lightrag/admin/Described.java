package lightrag.admin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the API description says of a route, beside what JAX-RS annotations say already. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Described {

    /** One line. */
    String summary();

    /** What is answered with 200, a record; {@code String} for plain text. */
    Class<?> answer();

    /** The request's body, as an example in JSON or the name of its media type; empty: none. */
    String body() default "";
}
