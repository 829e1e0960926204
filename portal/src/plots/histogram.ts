import * as Plot from "@observablehq/plot";
import type { Plot as Description } from "../api/types";
import { finite, formatCount, formatNumber } from "../statistic/format";
import { texts } from "../texts";
import { hatched, hatching, picture, seriesColours, type Canvas } from "./canvas";

type Histogram = Extract<Description, { type: "histogram" }>;

interface Bin {
  series: string;
  from: number;
  to: number;
  count: number;
  text: string;
}

/** One row of bars per series over the same edges; a suppressed bin is hatched, never empty. */
export function histogram(plot: Histogram, canvas: Canvas): SVGSVGElement {
  const several = plot.series.length > 1;
  const bins = binsOf(plot, (statistic) => finite(statistic) !== undefined);
  const top = Math.max(1, ...bins.map(({ count }) => count));
  const hidden = binsOf(plot, (statistic) => "suppressed" in statistic).map((bin) => ({
    ...bin,
    count: top * 0.12,
  }));
  const edges = {
    x1: "from",
    x2: "to",
    y1: 0,
    y2: "count",
    title: "text",
    ...(several ? { fy: "series" } : {}),
  };
  return picture(
    {
      height: several ? plot.series.length * 110 + 60 : 260,
      marginLeft: 52,
      marginBottom: 40,
      marginRight: several ? 110 : 16,
      x: {
        label: plot.axis,
        domain: [plot.edges[0] ?? 0, plot.edges.at(-1) ?? 1],
        ticks: Math.max(3, canvas.width / 90),
      },
      y: {
        label: texts.plots.count,
        domain: [0, top],
        nice: true,
        grid: true,
        ticks: several ? 3 : 5,
      },
      fy: { label: null, domain: plot.series.map(({ name }) => name), padding: 0.18 },
      color: { type: "ordinal", domain: plot.series.map(({ name }) => name), range: seriesColours },
      marks: [
        hatching(canvas),
        Plot.rectY(bins, { ...edges, fill: "series", inset: 0.5, rx: 1.5 }),
        Plot.rectY(hidden, {
          ...edges,
          fill: hatched(canvas),
          stroke: "var(--suppressed)",
          inset: 0.5,
        }),
        Plot.ruleY([0], { stroke: "currentColor", strokeOpacity: 0.5 }),
      ],
    },
    canvas,
  );
}

function binsOf(
  plot: Histogram,
  wanted: (statistic: Histogram["series"][number]["values"][number]) => boolean,
): Bin[] {
  return plot.series.flatMap(({ name, values }) =>
    values.flatMap((statistic, index): Bin[] => {
      const [from, to] = [plot.edges[index], plot.edges[index + 1]];
      if (!wanted(statistic) || from === undefined || to === undefined) {
        return [];
      }
      const count = finite(statistic) ?? 0;
      const what =
        "suppressed" in statistic
          ? texts.statistic.suppressedLabel(statistic.suppressed)
          : formatCount(count);
      return [
        {
          series: name,
          from,
          to,
          count,
          text: `${texts.plots.bin(formatNumber(from), formatNumber(to))}: ${what}`,
        },
      ];
    }),
  );
}
