package koinon.algorithms;

import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.VariableSpec;

/**
 * The outcome of a survival analysis: a time on a declared grid (blueprint D13) and whether the
 * event came then.
 *
 * <pre>
 *   index of a time t = t / step, rounded half to even;   grid time = index · step
 *   indices 0 … bound / step, at most {@value #MOST_TIMES} of them
 *   bound = the smaller of the variable's published bound and its range in the data model
 * </pre>
 *
 * @param step of the grid, in the unit of the variable
 * @param event position of the level that is the event; every other level is censoring
 * @param steps number of grid times
 */
record SurvivalTimes(Variable time, Variable status, double step, int event, int steps) {
    static final int MOST_TIMES = 1000;

    static VariableSpec outcome() {
        return VariableSpec.any(
                "Time and event",
                "A numerical variable, the time to the event or to the end of follow-up, and a"
                        + " categorical one that tells which of the two it was",
                2,
                2);
    }

    static ParameterSpec eventLevel() {
        return ParameterSpec.mandatory(
                "event_level",
                "Event",
                "The level of the categorical outcome that is the event; rows of every other level"
                        + " are censored",
                new ParameterSpec.Domain.LevelOfY());
    }

    static ParameterSpec timeStep() {
        return ParameterSpec.optional(
                "time_step",
                "Time step",
                "Times are rounded to multiples of this, in the unit of the variable: 7 makes weeks"
                        + " of days; at most "
                        + MOST_TIMES
                        + " times may fit within the variable's bound",
                new ParameterSpec.Domain.Reals(1e-9, 1e12),
                new Parameter.Real(1));
    }

    /** The outcome of a question that has the parameters {@code event_level}, {@code time_step}. */
    static SurvivalTimes of(Question question) {
        Variable time = only(question.y().stream().filter(Variable::numerical).toList());
        Variable status = only(question.y().stream().filter(Variable::categorical).toList());
        double range = time.range().max() > 0 ? time.range().max() : Double.POSITIVE_INFINITY;
        double bound = Math.min(question.grid(time.code()).bound(), range);
        double step = question.real("time_step");
        double last = Math.rint(bound / step);
        if (last >= MOST_TIMES) {
            throw new KoinonException(
                    ErrorCode.INVALID_PARAMETER,
                    "'"
                            + time.code()
                            + "' reaches up to "
                            + bound
                            + ", which is more than "
                            + MOST_TIMES
                            + " steps of "
                            + step
                            + "; a time_step of "
                            + fitting(bound)
                            + " or more would fit");
        }
        int event = status.levelIndex(question.text("event_level"));
        return new SurvivalTimes(time, status, step, event, (int) last + 1);
    }

    /** A whole number where the bound allows one. */
    private static double fitting(double bound) {
        double least = bound / (MOST_TIMES - 1);
        return least > 1 ? Math.ceil(least) : least;
    }

    private static Variable only(List<Variable> variables) {
        if (variables.size() != 1) {
            throw new KoinonException(
                    ErrorCode.WRONG_TYPE,
                    "y takes one numerical variable, the time, and one categorical variable, the"
                            + " event");
        }
        return variables.getFirst();
    }

    /** Columns of a block that {@link #index} and {@link #event} read. */
    List<String> variables() {
        return List.of(time.code(), status.code());
    }

    /** Index of a time; -1 where it is negative or beyond the bound. */
    int index(double value) {
        double index = Math.rint(value / step);
        return index >= 0 && index < steps ? (int) index : -1;
    }

    /** The time of an index. */
    double at(int index) {
        return index * step;
    }

    /** Refuses times that no index has. */
    void checkOutside(long rows) {
        if (rows > 0) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "some rows have a '"
                            + time.code()
                            + "' below 0 or beyond the range of the data model; leave them out with"
                            + " a filter");
        }
    }
}
