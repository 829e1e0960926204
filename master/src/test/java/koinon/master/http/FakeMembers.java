package koinon.master.http;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koinon.master.registry.Catalogue;
import koinon.master.registry.Members;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Group;
import koinon.model.metadata.Level;
import koinon.model.metadata.Range;
import koinon.model.metadata.SqlType;
import koinon.model.metadata.Variable;
import koinon.model.result.Statistic;

/** Three hospitals with a small data model; the third may be lost. */
public final class FakeMembers implements Members {
    private static final Range AGES = new Range(0, 120);

    public static final DataModel HEART =
            new DataModel(
                    "heart",
                    "1",
                    true,
                    new Group(
                            "heart",
                            "Heart",
                            List.of(
                                    nominal("dataset", SqlType.TEXT, "north", "old"),
                                    new Variable(
                                            "age",
                                            "Age",
                                            "at visit",
                                            SqlType.INT,
                                            false,
                                            List.of(),
                                            AGES,
                                            "years",
                                            "asked")),
                            List.of(
                                    new Group(
                                            "body",
                                            "Body",
                                            List.of(
                                                    numerical("weight"),
                                                    numerical("height"),
                                                    nominal("sex", SqlType.TEXT, "F", "M"),
                                                    nominal("stage", SqlType.INT, "0", "1", "2")),
                                            List.of()),
                                    new Group(
                                            "visits",
                                            "Visits",
                                            List.of(
                                                    new Variable(
                                                            "subjectid",
                                                            "Patient",
                                                            "",
                                                            SqlType.TEXT,
                                                            false,
                                                            List.of(),
                                                            Range.UNBOUNDED,
                                                            "",
                                                            ""),
                                                    nominal("visitid", SqlType.TEXT, "BL", "FL1")),
                                            List.of()))));

    private volatile State third = State.CONNECTED;

    private static Variable numerical(String code) {
        return new Variable(
                code, code, "", SqlType.REAL, false, List.of(), Range.UNBOUNDED, "", "");
    }

    private static Variable nominal(String code, SqlType type, String... levels) {
        List<Level> all = List.of(levels).stream().map(l -> new Level(l, "Label of " + l)).toList();
        return new Variable(code, code, "", type, true, all, Range.UNBOUNDED, "", "");
    }

    public void setThird(State state) {
        third = state;
    }

    @Override
    public List<Member> all() {
        return List.of(
                member("w1", "Hospital 1", State.CONNECTED),
                member("w2", "Hospital 2", State.CONNECTED),
                member("w3", "Hospital 3", third));
    }

    private static Member member(String id, String name, State state) {
        Instant contact =
                state == State.SUSPENDED ? null : Instant.parse("2026-01-02T03:04:05.678901Z");
        return new Member(id, name, state, contact, "0.1.0", "validation", List.of("north"));
    }

    @Override
    public Catalogue catalogue() {
        return new Snapshot();
    }

    private static final class Snapshot implements Catalogue {
        @Override
        public Collection<DataModel> dataModels() {
            return List.of(HEART);
        }

        @Override
        public Optional<DataModel> dataModel(String id) {
            return Optional.of(HEART).filter(model -> model.id().equals(id));
        }

        @Override
        public Optional<String> metadataJson(String dataModelId) {
            return Optional.empty();
        }

        @Override
        public List<Dataset> datasets(String dataModelId) {
            return dataModel(dataModelId).isEmpty()
                    ? List.of()
                    : List.of(
                            dataset("east", "w2", new Statistic.Known(20)),
                            dataset("north", "w1", new Statistic.Suppressed("fewer than 10")),
                            dataset("south", "w3", new Statistic.Known(15)));
        }

        private static Dataset dataset(String code, String worker, Statistic rows) {
            return new Dataset(
                    HEART.id(), code, worker, "hash-" + code, rows, List.of("dataset", "age"));
        }

        @Override
        public Map<String, Grid> grids(String dataModelId) {
            return Map.of();
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public List<String> conflicts() {
            return List.of("two workers have different trees of lungs:2");
        }
    }
}
