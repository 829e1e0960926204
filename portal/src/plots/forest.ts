import * as Plot from "@observablehq/plot";
import type { Estimate, Plot as Description } from "../api/types";
import { formatNumber, known } from "../statistic/format";
import { texts } from "../texts";
import { accent, labelColumn, picture, type Canvas } from "./canvas";

type Forest = Extract<Description, { type: "forest" }>;

interface Line {
  label: string;
  value: number;
  lower: number;
  upper: number;
  text: string;
}

/** Estimates with intervals, in the order given. Only complete ones can be drawn. */
export function forest(plot: Forest, canvas: Canvas): SVGSVGElement {
  const lines = plot.estimates.flatMap((estimate, index) => lineOf(estimate, index));
  const [low, high] = extent(lines, plot.reference);
  // An interval without end is drawn to the edge.
  const drawn = lines.map((line) => ({
    ...line,
    lower: Math.max(line.lower, low),
    upper: Math.min(line.upper, high),
  }));
  const labels = labelColumn(
    plot.estimates.map(({ label }) => label),
    canvas,
  );
  return picture(
    {
      height: plot.estimates.length * 30 + 56,
      marginLeft: labels.margin,
      marginRight: 24,
      marginBottom: 40,
      x: {
        label: plot.axis,
        domain: [low, high],
        nice: true,
        ticks: Math.max(3, canvas.width / 110),
        grid: true,
      },
      y: {
        label: null,
        domain: plot.estimates.map(keyOf),
        tickFormat: (key: string) => labels.text(labelOf(key)),
        tickSize: 0,
      },
      marks: [
        Plot.ruleX([plot.reference], {
          stroke: "currentColor",
          strokeOpacity: 0.55,
          strokeDasharray: "4 3",
        }),
        Plot.ruleY(drawn, {
          y: "label",
          x1: "lower",
          x2: "upper",
          stroke: accent,
          strokeWidth: 2.2,
          strokeLinecap: "round",
        }),
        Plot.dot(drawn, {
          y: "label",
          x: "value",
          r: 5,
          fill: accent,
          stroke: "var(--panel)",
          strokeWidth: 1.5,
          title: "text",
        }),
      ],
    },
    canvas,
  );
}

// Two estimates may carry one label: the position keeps them apart.
const keyOf = ({ label }: Estimate, index: number) => `${index}:${label}`;
const labelOf = (key: string) => key.slice(key.indexOf(":") + 1);

function lineOf(estimate: Estimate, index: number): Line[] {
  const [value, lower, upper] = [estimate.value, estimate.lower, estimate.upper].map(known);
  if (
    value === undefined ||
    lower === undefined ||
    upper === undefined ||
    !Number.isFinite(value)
  ) {
    return [];
  }
  const interval = texts.plots.interval(
    formatNumber(value),
    formatNumber(lower),
    formatNumber(upper),
  );
  return [
    { label: keyOf(estimate, index), value, lower, upper, text: `${estimate.label}: ${interval}` },
  ];
}

function extent(lines: Line[], reference: number): [number, number] {
  const ends = lines
    .flatMap(({ value, lower, upper }) => [value, lower, upper])
    .filter(Number.isFinite);
  const low = Math.min(reference, ...ends);
  const high = Math.max(reference, ...ends);
  const room = low === high ? 1 : (high - low) * 0.04;
  return [low - room, high + room];
}
