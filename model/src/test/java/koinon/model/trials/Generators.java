package koinon.model.trials;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** One generator per seed. */
final class Generators implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context) {
        Long only = Long.getLong("trials.seed");
        int count = context.getRequiredTestMethod().getAnnotation(Trials.class).value();
        LongStream seeds = only == null ? LongStream.rangeClosed(1, count) : LongStream.of(only);
        return seeds.mapToObj(seed -> Arguments.of(Named.of("seed " + seed, generator(seed))));
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
