import * as Plot from "@observablehq/plot";
import type { Box, Plot as Description } from "../api/types";
import { finite, formatNumber } from "../statistic/format";
import { texts } from "../texts";
import { accent, labelColumn, picture, type Canvas } from "./canvas";

type Boxes = Extract<Description, { type: "boxes" }>;

/** Lying box plots from quantiles. Whiskers only where both ends may be shown. */
export function boxes(plot: Boxes, canvas: Canvas): SVGSVGElement {
  const labels = labelColumn(
    plot.boxes.map(({ label }) => label),
    canvas,
  );
  const drawn = plot.boxes.flatMap(boxOf);
  return picture(
    {
      height: plot.boxes.length * 38 + 56,
      marginLeft: labels.margin,
      marginRight: 24,
      marginBottom: 40,
      x: { label: plot.axis, grid: true, nice: true, ticks: Math.max(3, canvas.width / 110) },
      y: {
        label: null,
        domain: plot.boxes.map((_, index) => index),
        tickFormat: (index: number) => labels.text(plot.boxes[index]?.label ?? ""),
        tickSize: 0,
        padding: 0.35,
      },
      marks: [
        Plot.ruleY(
          drawn.filter(({ min, max }) => min !== undefined && max !== undefined),
          { y: "index", x1: "min", x2: "max", stroke: "currentColor", strokeOpacity: 0.6 },
        ),
        Plot.barX(drawn, {
          y: "index",
          x1: "q1",
          x2: "q3",
          fill: "var(--series-1-soft)",
          stroke: accent,
          title: "text",
          rx: 2,
        }),
        Plot.tickX(drawn, { y: "index", x: "median", stroke: accent, strokeWidth: 3 }),
      ],
    },
    canvas,
  );
}

function boxOf(box: Box, index: number) {
  const [min, q1, median, q3, max] = [box.min, box.q1, box.median, box.q3, box.max].map(finite);
  if (q1 === undefined || median === undefined || q3 === undefined) {
    return [];
  }
  const text = `${box.label}: ${texts.plots.box(formatNumber(median), formatNumber(q1), formatNumber(q3))}`;
  return [{ index, min, q1, median, q3, max, text }];
}
