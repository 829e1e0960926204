package koinon.data.bounds;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import koinon.data.load.Catalogue;
import koinon.data.load.Database;
import koinon.data.load.Version;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Range;
import koinon.model.metadata.Variable;

/**
 * Proposes a grid for every numeric variable that has a value in some dataset: the bound is a power
 * of two, the step the finest that goes with it, and several datasets get the widest of theirs. A
 * wholly missing variable gets none; one that is always zero gets the bound 1. Does not decide: the
 * owner confirms what is proposed.
 */
public final class Proposal {
    private static final int SMALLEST = -900;
    private static final int LARGEST = 1000;
    private static final double MARGIN = 4;

    private final DataModel model;
    private final Database database;
    private final Catalogue catalogue;
    private final Map<String, Extremes> extremes = new HashMap<>();

    public Proposal(DataModel model, Database database, Catalogue catalogue) {
        this.model = model;
        this.database = database;
        this.catalogue = catalogue;
    }

    /** Grids by variable, for datasets and the versions that hold them. */
    public SortedMap<String, Grid> grids(Map<String, Version> datasets, BoundRule rule) {
        SortedMap<String, Grid> grids = new TreeMap<>();
        datasets.forEach((dataset, version) -> {
            for (String name : version.present(dataset)) {
                model.variable(name)
                        .filter(Variable::numerical)
                        .flatMap(variable -> largest(variable, dataset, version, rule))
                        .ifPresent(value -> grids.merge(name, grid(value), Grid::widen));
            }
        });
        return grids;
    }

    private Optional<Double> largest(
            Variable variable, String dataset, Version version, BoundRule rule) {
        return switch (rule) {
            case BoundRule.AllFit() -> exact(variable, dataset, version);
            case BoundRule.Extreme(int k) ->
                    variable.range().bounded()
                            ? Optional.of(ofRange(variable.range()))
                            : extremes(version)
                                    .kth(dataset, variable.code(), k)
                                    .map(value -> value * MARGIN);
        };
    }

    private Optional<Double> exact(Variable variable, String dataset, Version version) {
        boolean text = version.patient().equals(variable.code());
        if (text) {
            return extremes(version).kth(dataset, variable.code(), 1);
        }
        return Optional.ofNullable(version.datasets().get(dataset))
                .flatMap(part -> Optional.ofNullable(part.columns().get(variable.code())))
                .map(Version.Filled::largest);
    }

    private Extremes extremes(Version version) {
        return extremes.computeIfAbsent(
                version.id(), id -> Extremes.of(version, model, database, catalogue));
    }

    private static double ofRange(Range range) {
        return Math.max(Math.abs(range.min()), Math.abs(range.max()));
    }

    /** The finest grid whose bound, a power of two, is at least a value. */
    static Grid grid(double largest) {
        if (largest == 0) {
            return Grid.finest(0);
        }
        int exponent = Math.getExponent(largest);
        int log2 = largest > Math.scalb(1.0, exponent) ? exponent + 1 : exponent;
        return Grid.finest(Math.clamp(log2, SMALLEST, LARGEST));
    }
}
