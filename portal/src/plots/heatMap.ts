import * as Plot from "@observablehq/plot";
import type { Plot as Description } from "../api/types";
import { finite, formatNumber } from "../statistic/format";
import { texts } from "../texts";
import { hatched, hatching, labelColumn, picture, shorten, type Canvas } from "./canvas";

type HeatMap = Extract<Description, { type: "heat_map" }>;

/** Blue below, amber above the middle; the same in light and dark. */
export const ramp = ["#1b6d90", "#8fbfd2", "#f4f1ea", "#e8b985", "#b8601a"];

const roomForNumber = 44;

/** Coloured squares, with their numbers where these fit; suppressed ones hatched. */
export function heatMap(plot: HeatMap, canvas: Canvas): SVGSVGElement {
  const rows = labelColumn(plot.rows, canvas);
  const { margin } = rows;
  const side = Math.min(64, (canvas.width - margin - 16) / Math.max(1, plot.columns.length));
  const cells = cellsOf(plot);
  const shown = cells.filter(({ value }) => value !== undefined);
  const bottom = Math.min(
    150,
    Math.max(0, ...plot.columns.map((label) => shorten(label).length)) * 4.3 + 18,
  );
  return picture(
    {
      height: Math.max(16, Math.min(side, 48)) * plot.rows.length + bottom + 12,
      marginLeft: margin,
      marginBottom: bottom,
      marginTop: 8,
      marginRight: Math.max(16, canvas.width - margin - side * plot.columns.length),
      padding: 0.04,
      x: {
        label: null,
        domain: plot.columns,
        tickRotate: -40,
        tickFormat: (label: string) => shorten(label),
        tickSize: 0,
      },
      y: { label: null, domain: plot.rows, tickFormat: rows.text, tickSize: 0 },
      color: {
        type: "linear",
        domain: [0, 0.25, 0.5, 0.75, 1].map((t) => plot.low + t * (plot.high - plot.low)),
        range: ramp,
        clamp: true,
      },
      marks: [
        hatching(canvas),
        Plot.cell(shown, { x: "column", y: "row", fill: "value", title: "text", rx: 2 }),
        Plot.cell(
          cells.filter(({ suppressed }) => suppressed),
          { x: "column", y: "row", fill: hatched(canvas), title: "text" },
        ),
        ...(side >= roomForNumber
          ? [
              Plot.text(shown, {
                x: "column",
                y: "row",
                text: "short",
                fill: (cell: { value: number }) =>
                  ink((cell.value - plot.low) / (plot.high - plot.low)),
                pointerEvents: "none",
              } as Plot.TextOptions),
            ]
          : []),
      ],
    },
    canvas,
  );
}

// White only on the darkest ends of the ramp, where it is the more readable of the two.
function ink(place: number): string {
  return place < 0.09 || place > 0.965 ? "#ffffff" : "#16242c";
}

function cellsOf(plot: HeatMap) {
  return plot.rows.flatMap((row, i) =>
    plot.columns.map((column, j) => {
      const statistic = plot.values[i]?.[j] ?? { undefined: "" };
      const value = finite(statistic);
      const suppressed = "suppressed" in statistic;
      const what = suppressed
        ? texts.statistic.suppressedLabel(statistic.suppressed)
        : value === undefined
          ? "—"
          : formatNumber(value);
      return {
        row,
        column,
        value,
        suppressed,
        short: value?.toFixed(2).replace("-", "−") ?? "",
        text: `${row}, ${column}: ${what}`,
      };
    }),
  );
}
