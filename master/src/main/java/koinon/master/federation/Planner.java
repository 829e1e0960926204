package koinon.master.federation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Algorithms;
import koinon.algorithms.Question;
import koinon.master.experiments.Experiment;
import koinon.master.registry.Catalogue;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.model.request.Request;
import koinon.model.spec.RequestValidator;
import koinon.wire.message.Header;
import koinon.wire.message.PinnedQuestion;

/** Looks a request up in one snapshot of the catalogue: is it sound, whom does it concern. */
final class Planner {
    private final Catalogue catalogue;
    private final Algorithms algorithms;

    Planner(Catalogue catalogue, Algorithms algorithms) {
        this.catalogue = catalogue;
        this.algorithms = algorithms;
    }

    /** Refuses before anything is stored or sent what cannot be answered whatever the rows are. */
    Request validate(Request request) {
        Algorithm algorithm = algorithms.require(request.algorithm());
        DataModel model = model(request.dataModel());
        Set<String> datasets = new TreeSet<>();
        catalogue.datasets(request.dataModel()).forEach(d -> datasets.add(d.code()));
        Request validated =
                RequestValidator.validate(algorithm.specification(), model, datasets, request);
        algorithm.start(
                Question.of(
                        validated,
                        model,
                        catalogue.grids(model.id()),
                        new Question.Disclosure(1, true)));
        return validated;
    }

    private DataModel model(String id) {
        return catalogue
                .dataModel(id)
                .orElseThrow(() ->
                        new KoinonException(
                                ErrorCode.UNKNOWN_DATA_MODEL,
                                "Data model "
                                        + (id.length() > 80 ? id.substring(0, 77) + "..." : id)
                                        + " does not exist; there are "
                                        + catalogue.dataModels()));
    }

    /** Pins the grids and dataset versions of an experiment, unless its header already has. */
    Drive.Plan plan(Experiment e, Optional<Header> fixed) {
        Request request = e.request();
        DataModel model = model(request.dataModel());
        Set<String> concerned = new TreeSet<>();
        Map<String, String> versions = new HashMap<>();
        for (Catalogue.Dataset d : catalogue.datasets(request.dataModel())) {
            if (request.datasets().contains(d.code())) {
                versions.put(d.code(), d.contentHash());
                concerned.add(d.worker());
            }
        }
        if (fixed.isEmpty() && !versions.keySet().containsAll(request.datasets())) {
            Set<String> gone = new TreeSet<>(request.datasets());
            gone.removeAll(versions.keySet());
            throw new KoinonException(
                    ErrorCode.UNKNOWN_DATASET,
                    "since the question was asked, these datasets are published no more: "
                            + String.join(", ", gone));
        }
        fixed.ifPresent(h -> h.roster().seats().forEach(s -> concerned.add(s.id())));
        Map<String, Grid> grids = new HashMap<>(catalogue.grids(request.dataModel()));
        grids.keySet().removeIf(v -> !request.x().contains(v) && !request.y().contains(v));
        Algorithm algorithm = algorithms.require(request.algorithm());
        String digest = algorithm.specification().digest();
        fixed.map(Header::question).ifPresent(pinned -> checkSame(pinned, digest));
        PinnedQuestion question =
                fixed.map(Header::question)
                        .orElseGet(() -> new PinnedQuestion(request, grids, versions, digest));
        return new Drive.Plan(e.id(), algorithm, model, question, List.copyOf(concerned));
    }

    private static void checkSame(PinnedQuestion pinned, String digest) {
        if (!pinned.digest().equals(digest)) {
            throw new KoinonException(
                    ErrorCode.INCOMPATIBLE_VERSION,
                    "the package of the algorithm was replaced while the experiment ran; run it"
                            + " again");
        }
    }
}
