import type { Plot } from "../api/types";
import { formatNumber } from "../statistic/format";
import { texts } from "../texts";
import { seriesColours } from "./canvas";
import { ramp } from "./heatMap";

/** What the colours of a plot mean. */
export function Legend({ plot }: { plot: Plot }) {
  if (plot.type === "heat_map") {
    const [low, high] = [formatNumber(plot.low), formatNumber(plot.high)];
    return (
      <p className="legend" role="img" aria-label={texts.plots.scale(low, high)}>
        <span>{low}</span>
        <span
          className="ramp"
          style={{ backgroundImage: `linear-gradient(to right, ${ramp.join(", ")})` }}
        />
        <span>{high}</span>
      </p>
    );
  }
  if (plot.type === "curves") {
    return plot.curves.length > 1 && <Keys coloured={plot.curves} hatched={false} />;
  }
  if (plot.type !== "bars" && plot.type !== "histogram") {
    return null;
  }
  const hatched = plot.series.some(({ values }) => values.some((value) => "suppressed" in value));
  const coloured = plot.series.length > 1 && plot.type === "bars" ? plot.series : [];
  return <Keys coloured={coloured} hatched={hatched} />;
}

function Keys({ coloured, hatched }: { coloured: { name: string }[]; hatched: boolean }) {
  return (
    (hatched || coloured.length > 0) && (
      <p className="legend">
        {coloured.map(({ name }, index) => (
          <span key={index}>
            <i
              className="swatch"
              style={{ backgroundColor: seriesColours[index % seriesColours.length] }}
            />{" "}
            {name}
          </span>
        ))}
        {hatched && (
          <span>
            <i className="swatch hatched" /> {texts.plots.hatched}
          </span>
        )}
      </p>
    )
  );
}
