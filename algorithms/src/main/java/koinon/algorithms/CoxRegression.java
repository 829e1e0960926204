package koinon.algorithms;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.design.DesignMatrix;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;

/**
 * Cox's proportional hazards regression on a declared time grid, by Newton's method.
 *
 * <pre>
 *   hazard of a row = h_s(t) exp(xᵀβ), with a baseline h_s of its own for each stratum
 *   β maximises the partial likelihood ({@link PartialLikelihood}), ties after Breslow or Efron
 *   se = √diag I⁻¹;  likelihood ratio 2 (ℓ(β) − ℓ(0)), Wald βᵀ I β, score U(0)ᵀ I(0)⁻¹ U(0)
 * </pre>
 *
 * <p>What leaves a site: once, events and censored rows per stratum and grid time, the sums of the
 * covariates over the events there and all second moments; then per iteration and event time the
 * sums of w, w x and w x xᵀ, w = exp(xᵀβ), over the rows that leave until the next event time. Who
 * is at risk is summed up in the global step. Rounds: iterations + 1, and one more for levels with
 * a categorical covariate. Guarantee: bit for bit the same for every split of the rows; equal to
 * R's {@code coxph} on the pooled rows with their times on the grid. Units: log hazard per unit of
 * a covariate. Source: Therneau and Grambsch, Modeling Survival Data (2000). Not computed: the
 * concordance, which needs the order of every pair of rows. Not checked: proportional hazards,
 * though a test of them comes with the result.
 */
public final class CoxRegression implements Algorithm {
    /** Numbers in one message: 16 MB of sums. */
    private static final long MOST_SUMS = 1 << 20;

    private static final int MAX_ITERATIONS = 25;
    private static final int MAX_HALVINGS = 10;
    private static final double DECREMENT = 1e-18;

    @Override
    public Specification specification() {
        return new Specification(
                "cox_regression",
                "Cox regression",
                "How covariates raise or lower the rate at which an event comes, when not everybody"
                        + " is followed until then.",
                SurvivalTimes.outcome(),
                VariableSpec.any("Covariates", "The variables that explain the rate", 1, 100),
                List.of(
                        SurvivalTimes.eventLevel(),
                        SurvivalTimes.timeStep(),
                        ParameterSpec.optional(
                                "ties",
                                "Ties",
                                "How events at the same time are treated",
                                new ParameterSpec.Domain.Choice(List.of("efron", "breslow")),
                                new Parameter.Text("efron")),
                        ParameterSpec.optional(
                                "strata",
                                "Strata",
                                "The categorical one of the covariates whose levels are strata with"
                                        + " baseline hazards of their own, instead of a covariate;"
                                        + " empty for none",
                                new ParameterSpec.Domain.Texts(200),
                                new Parameter.Text("")),
                        ParameterSpec.formula()),
                "Once: events and censored rows per time, sums of the covariates over events, all"
                        + " second moments. Per iteration and event time: weighted sums, and sums"
                        + " of products, of the covariates.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        List<Variable> strata = strata(question);
        CoxOutcome outcome = new CoxOutcome(SurvivalTimes.of(question), strata);
        Covariates covariates = Covariates.of(question);
        for (Variable variable : strata) {
            covariates = covariates.without(variable);
        }
        return covariates.design(List.of(), design -> counted(question, outcome, design));
    }

    private static List<Variable> strata(Question question) {
        String code = question.text("strata");
        if (code.isBlank()) {
            return List.of();
        }
        List<Variable> named =
                question.x().stream()
                        .filter(v -> v.code().equals(code) && v.categorical())
                        .toList();
        if (named.isEmpty()) {
            throw new KoinonException(
                    ErrorCode.INVALID_PARAMETER,
                    "strata must be the code of one of the categorical x variables");
        }
        if (question.x().size() == 1) {
            throw new KoinonException(
                    ErrorCode.WRONG_CARDINALITY,
                    "besides the strata there must be at least one covariate in x");
        }
        return named;
    }

    private static Step counted(Question question, CoxOutcome outcome, DesignMatrix design) {
        check(
                design.columns() - 1,
                outcome.cells(),
                CoxCounts.size(design.columns(), outcome.cells()));
        return CoxCounts.round(
                question, design, outcome, counts -> first(CoxModel.of(question, counts)));
    }

    /** Refuses what would be too much for one message. */
    private static void check(int covariates, int times, long sums) {
        if (sums > MOST_SUMS) {
            throw new KoinonException(
                    ErrorCode.INVALID_PARAMETER,
                    covariates
                            + " columns of covariates at "
                            + times
                            + " times need "
                            + sums
                            + " sums, more than the "
                            + MOST_SUMS
                            + " that fit into a message; use a larger time_step, fewer covariates"
                            + " or fewer strata");
        }
    }

    private static Step first(CoxModel model) {
        model.counts().outcome().times().checkOutside(model.counts().outside());
        int p = model.columns().size();
        if (model.counts().rows() == 0) {
            throw new KoinonException(ErrorCode.INSUFFICIENT_DATA, "no complete row");
        }
        if (p == 0) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION, "no covariate takes more than one value");
        }
        if (model.events() <= p) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "a model of "
                            + p
                            + " coefficients needs more than "
                            + p
                            + " events; use fewer covariates or more data");
        }
        boolean efron = model.question().text("ties").equals("efron");
        long sums = (long) model.times().count() * CoxRound.width(p) * (efron ? 2 : 1);
        check(p, model.times().count(), sums);
        CoxRound round = new CoxRound(model.question(), model.columns(), model.times());
        double[] zero = new double[p];
        return new State(
                        model,
                        round,
                        Start.NONE,
                        new Point(zero, zero, Double.NEGATIVE_INFINITY),
                        0,
                        0)
                .ask();
    }

    /** What holds at β = 0: the log-likelihood and the score test. */
    record Start(double logLikelihood, double score) {
        static final Start NONE = new Start(Double.NaN, Double.NaN);
    }

    /**
     * Where the likelihood is asked about.
     *
     * @param before the last accepted point
     * @param reached log-likelihood there
     */
    private record Point(double[] b, double[] before, double reached) {
        Point halved() {
            double[] half = new double[b.length];
            for (int k = 0; k < b.length; k++) {
                half[k] = 0.5 * (b[k] + before[k]);
            }
            return new Point(half, before, reached);
        }

        double[] moved(DoubleDouble[] step) {
            double[] next = new double[b.length];
            for (int k = 0; k < b.length; k++) {
                next[k] = b[k] + step[k].doubleValue();
            }
            return next;
        }
    }

    /** Where Newton's method stands. */
    private record State(
            CoxModel model, CoxRound round, Start start, Point point, int iteration, int halvings) {
        Step ask() {
            return round.at(point.b(), iteration + 1, this::update);
        }

        private Step update(CoxSums sums) {
            PartialLikelihood here = new PartialLikelihood(model, sums, point.b());
            double ll = here.logLikelihood();
            if (ll < point.reached() - 1e-11 * (1 + Math.abs(ll)) && halvings < MAX_HALVINGS) {
                return new State(model, round, start, point.halved(), iteration, halvings + 1)
                        .ask();
            }
            Factor factor = here.factor();
            DoubleDouble[] step = factor.solve(here.gradient());
            if (IntStream.range(0, step.length)
                    .anyMatch(k -> point.b()[k] != 0 && factor.aliased().get(k))) {
                throw unfinished(step, factor.aliased());
            }
            double decrement = DoubleDouble.dot(step, here.gradient()).doubleValue();
            double[] next = point.moved(step);
            Start from = iteration == 0 ? new Start(ll, decrement) : start;
            if (decrement <= DECREMENT) {
                return new Step.Done(new CoxEstimate(model, here, from, next, iteration + 1).fit());
            }
            if (iteration + 1 >= MAX_ITERATIONS) {
                throw unfinished(step, factor.aliased());
            }
            Point ahead = new Point(next, point.b(), ll);
            return new State(model, round, from, ahead, iteration + 1, 0).ask();
        }

        /**
         * Where the likelihood has no maximum, its coefficient grows by a unit per iteration until
         * nothing is left of its information.
         */
        private KoinonException unfinished(DoubleDouble[] step, BitSet flat) {
            List<String> growing = new ArrayList<>();
            for (int k = 0; k < step.length; k++) {
                double b = Math.abs(point.b()[k]);
                boolean grows = Math.abs(step[k].doubleValue()) > 1e-3 * (1e-3 + b);
                if (grows || (b > 0 && flat.get(k))) {
                    growing.add(model.columns().name(k));
                }
            }
            return growing.isEmpty()
                    ? new KoinonException(
                            ErrorCode.NOT_CONVERGED,
                            "no convergence within " + MAX_ITERATIONS + " iterations")
                    : new KoinonException(
                            ErrorCode.PRECONDITION,
                            "these terms order the events perfectly, so that no finite estimate"
                                    + " exists: "
                                    + String.join(", ", growing));
        }
    }
}
