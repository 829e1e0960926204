import * as Plot from "@observablehq/plot";
import type { Plot as Description, Statistic } from "../api/types";
import { finite, formatNumber } from "../statistic/format";
import { texts } from "../texts";
import { hatched, hatching, labelColumn, picture, seriesColours, type Canvas } from "./canvas";

type Bars = Extract<Description, { type: "bars" }>;

/** Lying bars, so that long labels stay readable; one colour per series, suppressed ones hatched. */
export function bars(plot: Bars, canvas: Canvas): SVGSVGElement {
  const names = plot.series.map(({ name }) => name);
  const shown = barsOf(plot, (statistic) => finite(statistic) !== undefined);
  const widest = Math.max(0, ...shown.map(({ value }) => Math.abs(value))) || 1;
  const hidden = barsOf(plot, (statistic) => "suppressed" in statistic).map((bar) => ({
    ...bar,
    value: widest * 0.12,
  }));
  const labels = labelColumn(plot.categories, canvas);
  const channels = { fy: "category", y: "series", x: "value", title: "text" };
  return picture(
    {
      height: plot.categories.length * (names.length * 18 + 12) + 56,
      marginLeft: labels.margin,
      marginRight: 24,
      marginBottom: 40,
      x: { label: plot.axis, grid: true, nice: true, ticks: Math.max(3, canvas.width / 110) },
      y: { axis: null, domain: names, padding: 0.12 },
      fy: {
        label: null,
        axis: "left",
        domain: plot.categories,
        tickFormat: labels.text,
        padding: 0.2,
      },
      color: { type: "ordinal", domain: names, range: seriesColours },
      marks: [
        hatching(canvas),
        Plot.barX(shown, { ...channels, fill: "series", rx: 2 }),
        Plot.barX(hidden, { ...channels, fill: hatched(canvas), stroke: "var(--suppressed)" }),
        Plot.ruleX([0], { stroke: "currentColor", strokeOpacity: 0.5 }),
      ],
    },
    canvas,
  );
}

function barsOf(plot: Bars, wanted: (statistic: Statistic) => boolean) {
  return plot.series.flatMap(({ name, values }) =>
    values.flatMap((statistic, index) => {
      const category = plot.categories[index];
      if (category === undefined || !wanted(statistic)) {
        return [];
      }
      const value = finite(statistic) ?? 0;
      const what =
        "suppressed" in statistic
          ? texts.statistic.suppressedLabel(statistic.suppressed)
          : formatNumber(value);
      return [{ series: name, category, value, text: `${category}, ${name}: ${what}` }];
    }),
  );
}
