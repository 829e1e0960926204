package koinon.master.pmml;

import java.util.List;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.Rule;
import org.dmg.pmml.Array;
import org.dmg.pmml.CompareFunction;
import org.dmg.pmml.ComparisonMeasure;
import org.dmg.pmml.ComplexArray;
import org.dmg.pmml.MiningFunction;
import org.dmg.pmml.Model;
import org.dmg.pmml.SquaredEuclidean;
import org.dmg.pmml.clustering.Cluster;
import org.dmg.pmml.clustering.ClusteringField;
import org.dmg.pmml.clustering.ClusteringModel;

/** Nearest centres. */
final class Clusters {
    private Clusters() {}

    static Model model(FittedModel model, Rule.Nearest nearest) {
        List<ClusteringField> fields =
                model.inputs().stream().map(i -> new ClusteringField(i.code())).toList();
        List<Cluster> clusters = nearest.centres().stream().map(Clusters::cluster).toList();
        ComparisonMeasure distance =
                new ComparisonMeasure(ComparisonMeasure.Kind.DISTANCE, new SquaredEuclidean())
                        .setCompareFunction(CompareFunction.ABS_DIFF);
        return new ClusteringModel(
                        MiningFunction.CLUSTERING,
                        ClusteringModel.ModelClass.CENTER_BASED,
                        clusters.size(),
                        Pmml.schema(model),
                        distance,
                        fields,
                        clusters)
                .setModelName(model.algorithm());
    }

    private static Cluster cluster(Rule.Centre centre) {
        return new Cluster(new ComplexArray().setType(Array.Type.REAL).setValue(centre.position()))
                .setId(centre.name())
                .setName(centre.name());
    }
}
