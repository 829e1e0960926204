import * as Plot from "@observablehq/plot";
import type { Curve, Plot as Description } from "../api/types";
import { finite, formatNumber } from "../statistic/format";
import { picture, seriesColours, type Canvas } from "./canvas";

type Curves = Extract<Description, { type: "curves" }>;

interface Point {
  name: string;
  x: number;
  y: number;
  text: string;
}

/** Lines or steps with their bands; a gap where a value is not known. */
export function curves(plot: Curves, canvas: Canvas): SVGSVGElement {
  const curve = plot.steps ? "step-after" : "linear";
  const points = plot.curves.flatMap(pointsOf);
  const bands = plot.curves.flatMap(bandOf);
  const lines = { x: "x", stroke: "name", z: "name", curve } as const;
  const highest = Math.max(0, ...points.map(({ y }) => y), ...bands.map(({ upper }) => upper));
  return picture(
    {
      height: plot.diagonal ? Math.min(420, canvas.width) : 300,
      marginLeft: 52,
      marginBottom: 40,
      marginRight: 16,
      x: { label: plot.xAxis, grid: true, ticks: Math.max(3, canvas.width / 110) },
      y: { label: plot.yAxis, grid: true, ...(highest <= 1 ? { domain: [0, 1] } : {}) },
      color: {
        type: "ordinal",
        domain: plot.curves.map(({ name }) => name),
        range: seriesColours,
        legend: false,
      },
      marks: [
        ...(plot.diagonal
          ? [
              Plot.link([0], {
                x1: 0,
                y1: 0,
                x2: 1,
                y2: 1,
                stroke: "currentColor",
                strokeOpacity: 0.5,
                strokeDasharray: "4 3",
              }),
            ]
          : []),
        Plot.areaY(bands, {
          x: "x",
          y1: "lower",
          y2: "upper",
          z: "name",
          fill: "name",
          fillOpacity: 0.16,
          curve,
        }),
        Plot.lineY(points, { ...lines, y: "y", strokeWidth: 2 }),
        Plot.dot(points, { x: "x", y: "y", r: 3, fillOpacity: 0, title: "text" }),
      ],
    },
    canvas,
  );
}

function pointsOf({ name, x, y }: Curve): Point[] {
  return y.map((statistic, i) => {
    const [at, value] = [x[i] ?? NaN, finite(statistic) ?? NaN];
    return { name, x: at, y: value, text: `${name}, ${formatNumber(at)}: ${formatNumber(value)}` };
  });
}

function bandOf({ name, x, lower, upper }: Curve) {
  return lower.map((statistic, i) => {
    const top = upper[i];
    return {
      name,
      x: x[i] ?? NaN,
      lower: finite(statistic) ?? NaN,
      upper: (top && finite(top)) ?? NaN,
    };
  });
}
