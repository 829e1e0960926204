package koinon.wire.message;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import koinon.model.exact.Grid;
import koinon.model.request.Filter;
import koinon.model.request.Literal;
import koinon.model.request.Parameter;
import koinon.model.request.Preprocessing;
import koinon.model.request.Request;
import koinon.model.result.Statistic;
import koinon.privacy.masks.PublicKeys;
import koinon.wire.proto.Keys;
import koinon.wire.proto.Question;
import koinon.wire.proto.Visits;

/** Between the vocabulary of {@code model} and protobuf. Refuses what has no meaning. */
final class Codec {
    /** Deepest nesting of a filter or parameter that is read. */
    private static final int MAX_DEPTH = 32;

    /** The parameter that makes a worker refuse that does not know of visits. */
    private static final String PREPROCESSING = "preprocessing";

    private Codec() {}

    static Keys write(PublicKeys keys) {
        return Keys.newBuilder()
                .setIdentity(ByteString.copyFrom(keys.identity()))
                .setEpoch(ByteString.copyFrom(keys.epoch()))
                .setSignature(ByteString.copyFrom(keys.signature()))
                .build();
    }

    static PublicKeys read(Keys keys) {
        return new PublicKeys(
                keys.getIdentity().toByteArray(),
                keys.getEpoch().toByteArray(),
                keys.getSignature().toByteArray());
    }

    static koinon.wire.proto.Grid write(Grid grid) {
        return koinon.wire.proto.Grid.newBuilder()
                .setLog2Step(grid.log2Step())
                .setLog2Bound(grid.log2Bound())
                .build();
    }

    static Map<String, Grid> read(Map<String, koinon.wire.proto.Grid> grids) {
        Map<String, Grid> read = new TreeMap<>();
        grids.forEach((k, g) -> read.put(k, new Grid(g.getLog2Step(), g.getLog2Bound())));
        return read;
    }

    static koinon.wire.proto.Statistic write(Statistic statistic) {
        koinon.wire.proto.Statistic.Builder out = koinon.wire.proto.Statistic.newBuilder();
        switch (statistic) {
            case Statistic.Known(double value) -> out.setKnown(value);
            case Statistic.Suppressed(String reason) -> out.setSuppressed(reason);
            case Statistic.Undefined(String reason) -> out.setUndefined(reason);
        }
        return out.build();
    }

    static Statistic read(koinon.wire.proto.Statistic in) {
        return switch (in.getKindCase()) {
            case KNOWN -> Statistic.of(in.getKnown());
            case SUPPRESSED -> new Statistic.Suppressed(in.getSuppressed());
            case UNDEFINED -> new Statistic.Undefined(in.getUndefined());
            case KIND_NOT_SET -> throw new IllegalArgumentException("an empty statistic");
        };
    }

    static Question write(PinnedQuestion question) {
        Question.Builder out = Question.newBuilder().setRequest(write(question.request()));
        question.grids().forEach((k, g) -> out.putGrids(k, write(g)));
        return out.putAllVersions(question.versions()).setDigest(question.digest()).build();
    }

    static PinnedQuestion read(Question question) {
        return new PinnedQuestion(
                read(question.getRequest()),
                read(question.getGridsMap()),
                question.getVersionsMap(),
                question.getDigest());
    }

    private static koinon.wire.proto.Request write(Request request) {
        koinon.wire.proto.Request.Builder out =
                koinon.wire.proto.Request.newBuilder()
                        .setAlgorithm(request.algorithm())
                        .setDataModel(request.dataModel())
                        .addAllDatasets(request.datasets())
                        .addAllY(request.y())
                        .addAllX(request.x())
                        .setFilter(write(request.filter()));
        request.parameters().forEach((k, p) -> out.putParameters(k, write(p)));
        switch (request.preprocessing()) {
            case Preprocessing.None _ -> {}
            case Preprocessing.Longitudinal visits ->
                    out.setVisits(write(visits))
                            .putParameters(PREPROCESSING, write(new Parameter.Text("visits")));
        }
        return out.build();
    }

    private static Visits write(Preprocessing.Longitudinal visits) {
        Visits.Builder out =
                Visits.newBuilder().setVisit1(visits.visit1()).setVisit2(visits.visit2());
        visits.strategies().forEach((variable, s) -> out.putStrategies(variable, s.word()));
        return out.build();
    }

    private static Preprocessing read(Visits in) {
        TreeMap<String, Preprocessing.Strategy> strategies = new TreeMap<>();
        in.getStrategiesMap()
                .forEach((variable, word) ->
                        strategies.put(
                                variable,
                                Preprocessing.Strategy.of(word)
                                        .orElseThrow(() ->
                                                new IllegalArgumentException(
                                                        "an unknown strategy"))));
        return new Preprocessing.Longitudinal(in.getVisit1(), in.getVisit2(), strategies);
    }

    private static Request read(koinon.wire.proto.Request in) {
        TreeMap<String, Parameter> parameters = new TreeMap<>();
        in.getParametersMap().forEach((k, p) -> parameters.put(k, read(p, 0)));
        if (in.hasVisits()) {
            parameters.remove(PREPROCESSING);
        }
        return new Request(
                in.getAlgorithm(),
                in.getDataModel(),
                in.getDatasetsList(),
                in.getYList(),
                in.getXList(),
                read(in.getFilter(), 0),
                parameters,
                in.hasVisits() ? read(in.getVisits()) : Preprocessing.NONE);
    }

    private static koinon.wire.proto.Filter write(Filter filter) {
        koinon.wire.proto.Filter.Builder out = koinon.wire.proto.Filter.newBuilder();
        switch (filter) {
            case Filter.And(List<Filter> children) -> out.setGroup(group(true, children));
            case Filter.Or(List<Filter> children) -> out.setGroup(group(false, children));
            case Filter.Comparison c ->
                    out.getComparisonBuilder()
                            .setVariable(c.variable())
                            .setOperator(c.operator().word())
                            .setValue(write(c.value()));
            case Filter.Between b ->
                    out.getBetweenBuilder()
                            .setVariable(b.variable())
                            .setLow(write(b.low()))
                            .setHigh(write(b.high()))
                            .setInside(b.inside());
            case Filter.In in ->
                    out.getInBuilder()
                            .setVariable(in.variable())
                            .addAllValues(in.values().stream().map(Codec::write).toList())
                            .setInside(in.inside());
            case Filter.Missing m ->
                    out.getMissingBuilder().setVariable(m.variable()).setMissing(m.missing());
        }
        return out.build();
    }

    private static koinon.wire.proto.Filter.Group group(boolean and, List<Filter> children) {
        return koinon.wire.proto.Filter.Group.newBuilder()
                .setAnd(and)
                .addAllChildren(children.stream().map(Codec::write).toList())
                .build();
    }

    private static Filter read(koinon.wire.proto.Filter in, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("a filter nested deeper than " + MAX_DEPTH);
        }
        return switch (in.getKindCase()) {
            case GROUP -> {
                List<Filter> children =
                        in.getGroup().getChildrenList().stream()
                                .map(child -> read(child, depth + 1))
                                .toList();
                yield in.getGroup().getAnd() ? new Filter.And(children) : new Filter.Or(children);
            }
            case COMPARISON ->
                    new Filter.Comparison(
                            in.getComparison().getVariable(),
                            comparator(in.getComparison().getOperator()),
                            read(in.getComparison().getValue()));
            case BETWEEN ->
                    new Filter.Between(
                            in.getBetween().getVariable(),
                            read(in.getBetween().getLow()),
                            read(in.getBetween().getHigh()),
                            in.getBetween().getInside());
            case IN ->
                    new Filter.In(
                            in.getIn().getVariable(),
                            in.getIn().getValuesList().stream().map(Codec::read).toList(),
                            in.getIn().getInside());
            case MISSING ->
                    new Filter.Missing(in.getMissing().getVariable(), in.getMissing().getMissing());
            case KIND_NOT_SET -> throw new IllegalArgumentException("an empty filter");
        };
    }

    private static Filter.Comparator comparator(String word) {
        for (Filter.Comparator comparator : Filter.Comparator.values()) {
            if (comparator.word().equals(word)) {
                return comparator;
            }
        }
        throw new IllegalArgumentException("an unknown operator");
    }

    private static koinon.wire.proto.Literal write(Literal literal) {
        koinon.wire.proto.Literal.Builder out = koinon.wire.proto.Literal.newBuilder();
        switch (literal) {
            case Literal.Numeric(double value) -> out.setNumber(value);
            case Literal.Text(String value) -> out.setText(value);
        }
        return out.build();
    }

    private static Literal read(koinon.wire.proto.Literal in) {
        return switch (in.getKindCase()) {
            case NUMBER -> new Literal.Numeric(in.getNumber());
            case TEXT -> new Literal.Text(in.getText());
            case KIND_NOT_SET -> throw new IllegalArgumentException("an empty literal");
        };
    }

    private static koinon.wire.proto.Parameter write(Parameter parameter) {
        koinon.wire.proto.Parameter.Builder out = koinon.wire.proto.Parameter.newBuilder();
        switch (parameter) {
            case Parameter.Real(double value) -> out.setReal(value);
            case Parameter.Int(long value) -> out.setInt(value);
            case Parameter.Text(String value) -> out.setText(value);
            case Parameter.Flag(boolean value) -> out.setFlag(value);
            case Parameter.Many(List<Parameter> values) ->
                    out.getManyBuilder().addAllValues(values.stream().map(Codec::write).toList());
            case Parameter.Named named -> out.setNamed(named(named));
        }
        return out.build();
    }

    private static koinon.wire.proto.Parameter.Named named(Parameter.Named named) {
        koinon.wire.proto.Parameter.Named.Builder out =
                koinon.wire.proto.Parameter.Named.newBuilder();
        named.values().forEach((k, p) -> out.putValues(k, write(p)));
        return out.build();
    }

    private static Parameter read(koinon.wire.proto.Parameter in, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("a parameter nested deeper than " + MAX_DEPTH);
        }
        return switch (in.getKindCase()) {
            case REAL -> new Parameter.Real(in.getReal());
            case INT -> new Parameter.Int(in.getInt());
            case TEXT -> new Parameter.Text(in.getText());
            case FLAG -> new Parameter.Flag(in.getFlag());
            case MANY ->
                    new Parameter.Many(
                            in.getMany().getValuesList().stream()
                                    .map(p -> read(p, depth + 1))
                                    .toList());
            case NAMED -> {
                TreeMap<String, Parameter> values = new TreeMap<>();
                in.getNamed().getValuesMap().forEach((k, p) -> values.put(k, read(p, depth + 1)));
                yield new Parameter.Named(values);
            }
            case KIND_NOT_SET -> throw new IllegalArgumentException("an empty parameter");
        };
    }
}
