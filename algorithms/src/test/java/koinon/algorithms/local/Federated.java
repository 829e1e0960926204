package koinon.algorithms.local;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Pooled;
import koinon.algorithms.Question;
import koinon.algorithms.Step;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.SiteCell;
import koinon.model.exact.Support;
import koinon.model.exact.VectorSchema;
import koinon.model.result.Result;
import koinon.model.result.SiteRelease;
import koinon.model.result.Statistic;
import koinon.model.spec.Specification;
import koinon.stats.rows.LocalData;

/**
 * The rounds of one experiment as master and workers play them: every party follows the steps by
 * itself, sums are added word by word, and a site's own cells pass the rules of the question's
 * disclosure. Where minima and maxima may leave, everything else may too.
 */
public final class Federated {
    /** More than any algorithm here needs: a run that does not end fails. */
    private static final int MOST_ROUNDS = 400;

    private final Algorithm algorithm;
    private final Question question;
    private final List<LocalData> sites;

    private Federated(Algorithm algorithm, Question question, List<LocalData> sites) {
        this.algorithm = algorithm;
        this.question = question;
        this.sites = sites;
    }

    /**
     * What came out.
     *
     * @param titles one per round
     */
    public record Run(Result result, List<String> titles) {
        public Run {
            titles = List.copyOf(titles);
        }

        public int rounds() {
            return titles.size();
        }
    }

    public static Run run(Algorithm algorithm, Question question, List<? extends LocalData> sites) {
        return new Federated(algorithm, question, List.copyOf(sites)).run();
    }

    private Run run() {
        Step step = algorithm.start(question);
        List<Step> theirs =
                new ArrayList<>(sites.stream().map(_ -> algorithm.start(question)).toList());
        List<String> titles = new ArrayList<>();
        while (step instanceof Step.Round round) {
            titles.add(round.title());
            if (titles.size() > MOST_ROUNDS) {
                throw new IllegalStateException("still not done after " + MOST_ROUNDS + " rounds");
            }
            List<LocalAnswer> answers = answers(round, theirs);
            Pooled pooled = pooled(round.wireSchema(), answers, true);
            step = round.next().apply(pooled);
            if (step instanceof Step.Round) {
                Pooled relayed =
                        pooled(round.wireSchema(), answers, question.disclosure().extremes());
                theirs.replaceAll(their -> asRound(their).next().apply(relayed));
            }
        }
        return new Run(((Step.Done) step).result(), titles);
    }

    private List<LocalAnswer> answers(Step.Round round, List<Step> theirs) {
        List<LocalAnswer> answers = new ArrayList<>();
        for (int site = 0; site < sites.size(); site++) {
            Step.Round theirRound = asRound(theirs.get(site));
            if (!theirRound.wireSchema().equals(round.wireSchema())) {
                throw new IllegalStateException("site " + site + " has come to another round");
            }
            answers.add(theirRound.local().apply(sites.get(site)));
        }
        return answers;
    }

    private static Step.Round asRound(Step step) {
        return switch (step) {
            case Step.Round round -> round;
            case Step.Done _ -> throw new IllegalStateException("a site is done before the master");
        };
    }

    private Pooled pooled(VectorSchema schema, List<LocalAnswer> answers, boolean withCells) {
        ExactVector sums = ExactVector.zero(schema);
        boolean summed = question.disclosure().extremes() || sites.size() >= 3;
        if (!summed && algorithm.specification().release() == Specification.Release.POOLED) {
            throw new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY, "fewer than three sites take part");
        }
        List<SiteRelease> releases = new ArrayList<>();
        for (int site = 0; site < answers.size(); site++) {
            LocalAnswer answer = answers.get(site);
            sums = summed ? sums.plus(answer.additive()) : sums;
            releases.add(release("site " + site, answer, withCells));
        }
        return new Pooled(sums, summed, releases);
    }

    private SiteRelease release(String site, LocalAnswer answer, boolean withCells) {
        TreeMap<String, Statistic> cells = new TreeMap<>();
        if (withCells) {
            Stream.concat(answer.census().cells().stream(), answer.cells().stream())
                    .forEach(cell -> cells.put(cell.key(), ruled(cell)));
        }
        return new SiteRelease(site, cells);
    }

    private Statistic ruled(SiteCell cell) {
        Support support = cell.support();
        boolean hidden =
                switch (support.kind()) {
                    case COUNT, MOMENT -> question.disclosure().hides(support.patients());
                    case QUANTILE ->
                            question.disclosure().hides(support.below())
                                    || question.disclosure().hides(support.above());
                    case EXTREME -> !question.disclosure().extremes();
                };
        return hidden ? new Statistic.Suppressed("too few") : Statistic.of(cell.value());
    }
}
