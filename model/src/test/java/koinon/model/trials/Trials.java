package koinon.model.trials;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test that runs once for each seed from 1 to {@link #value}, with a random generator as its
 * parameter. The index of a failing trial is its seed; {@code -Dtrials.seed=17} replays that alone.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(Generators.class)
public @interface Trials {
    int value() default 200;
}
