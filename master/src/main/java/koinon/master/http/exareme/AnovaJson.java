package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import koinon.algorithms.Anova.Analysis;
import koinon.algorithms.Anova.Line;
import koinon.master.json.Json;

/** {@code anova} in the reference's shape: parallel arrays, the residuals last. */
final class AnovaJson {
    private AnovaJson() {}

    static ObjectNode render(Analysis analysis, Numbers numbers) {
        List<Line> lines =
                Stream.concat(analysis.effects().stream(), Stream.of(analysis.residuals()))
                        .toList();
        ObjectNode node = Json.object();
        node.set("terms", Json.texts(lines.stream().map(Line::effect).toList()));
        ArrayNode squares = node.putArray("sum_sq");
        lines.forEach(line -> squares.add(numbers.number("sum_sq", line.ss())));
        ArrayNode df = node.putArray("df");
        lines.forEach(line -> df.add(line.df()));
        ArrayNode f = node.putArray("f_stat");
        ArrayNode p = node.putArray("f_pvalue");
        analysis.effects().forEach(line -> f.add(numbers.number("f_stat", line.f())));
        analysis.effects().forEach(line -> p.add(numbers.number("f_pvalue", line.pValue())));
        f.addNull();
        p.addNull();
        return node;
    }
}
