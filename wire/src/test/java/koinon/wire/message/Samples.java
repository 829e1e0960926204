package koinon.wire.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import koinon.model.catalogue.Announcement;
import koinon.model.exact.Grid;
import koinon.model.request.Filter;
import koinon.model.request.Literal;
import koinon.model.request.Parameter;
import koinon.model.request.Preprocessing;
import koinon.model.request.Request;
import koinon.model.result.Statistic;
import koinon.privacy.masks.PublicKeys;
import koinon.privacy.masks.Roster;

/** Random contents of messages. */
final class Samples {
    private final RandomGenerator random;

    Samples(RandomGenerator random) {
        this.random = random;
    }

    PinnedQuestion question() {
        Map<String, String> versions = new TreeMap<>();
        texts().forEach(t -> versions.put(t, text()));
        return new PinnedQuestion(request(), grids(), versions, text());
    }

    Request request() {
        return new Request(
                text(),
                text(),
                texts(),
                texts(),
                texts(),
                filter(4),
                new TreeMap<>(named(3)),
                preprocessing());
    }

    private Preprocessing preprocessing() {
        if (random.nextBoolean()) {
            return Preprocessing.NONE;
        }
        Preprocessing.Strategy[] all = Preprocessing.Strategy.values();
        TreeMap<String, Preprocessing.Strategy> strategies = new TreeMap<>();
        texts().forEach(t -> strategies.put(t, all[random.nextInt(all.length)]));
        return new Preprocessing.Longitudinal(text(), text(), strategies);
    }

    Map<String, Grid> grids() {
        Map<String, Grid> grids = new TreeMap<>();
        texts().forEach(t -> {
            int bound = random.nextInt(-900, 900);
            grids.put(t, new Grid(bound - random.nextInt(44), bound));
        });
        return grids;
    }

    Filter filter(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> {
                Filter.Comparator[] all = Filter.Comparator.values();
                yield new Filter.Comparison(text(), all[random.nextInt(all.length)], literal());
            }
            case 1 -> new Filter.Between(text(), literal(), literal(), random.nextBoolean());
            case 2 -> {
                List<Literal> values =
                        Stream.generate(this::literal).limit(random.nextInt(1, 4)).toList();
                yield new Filter.In(text(), values, random.nextBoolean());
            }
            case 3 -> new Filter.Missing(text(), random.nextBoolean());
            case 4 -> new Filter.And(filters(depth - 1));
            default -> new Filter.Or(filters(depth - 1));
        };
    }

    private List<Filter> filters(int depth) {
        return Stream.generate(() -> filter(depth)).limit(random.nextInt(4)).toList();
    }

    private Literal literal() {
        return random.nextBoolean()
                ? new Literal.Numeric(random.nextGaussian())
                : new Literal.Text(text());
    }

    private Parameter parameter(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> new Parameter.Real(random.nextGaussian());
            case 1 -> new Parameter.Int(random.nextLong());
            case 2 -> new Parameter.Text(text());
            case 3 -> new Parameter.Flag(random.nextBoolean());
            case 4 ->
                    new Parameter.Many(
                            Stream.generate(() -> parameter(depth - 1))
                                    .limit(random.nextInt(4))
                                    .toList());
            default -> new Parameter.Named(named(depth - 1));
        };
    }

    private SortedMap<String, Parameter> named(int depth) {
        SortedMap<String, Parameter> named = new TreeMap<>();
        texts().forEach(t -> named.put(t, parameter(depth)));
        return named;
    }

    Statistic statistic() {
        return switch (random.nextInt(3)) {
            case 0 -> new Statistic.Known(random.nextInt(1000));
            case 1 -> new Statistic.Suppressed(text());
            default -> new Statistic.Undefined(text());
        };
    }

    Announcement announcement() {
        List<Announcement.Model> models = new ArrayList<>();
        List<Announcement.Dataset> datasets = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            models.add(new Announcement.Model(text(), "{\"" + text() + "\":[]}"));
            datasets.add(
                    new Announcement.Dataset(
                            text(), text(), text(), statistic(), texts(), grids()));
        }
        return new Announcement(text(), models, datasets);
    }

    Roster roster() {
        List<Roster.Seat> seats = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            seats.add(new Roster.Seat("site" + i, keys()));
        }
        return new Roster(seats);
    }

    List<Header.Absent> absent() {
        Header.Why[] all = Header.Why.values();
        return texts().stream()
                .map(t -> new Header.Absent(t, all[random.nextInt(all.length)], text()))
                .toList();
    }

    PublicKeys keys() {
        return new PublicKeys(bytes(), bytes(), bytes());
    }

    byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        return bytes;
    }

    String text() {
        String[] texts = {"", "age", "größe", "пол", "a'b\",(\n", "\uD83D\uDE00", "edsd0"};
        return texts[random.nextInt(texts.length)] + random.nextInt(100);
    }

    List<String> texts() {
        return Stream.generate(this::text).limit(random.nextInt(4)).toList();
    }
}
