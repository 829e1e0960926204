import { screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Plot, Statistic } from "../src/api/types";
import PlotFigure from "../src/plots/PlotFigure";
import { hostile } from "./federation";
import { show } from "./show";

const v = (value: number): Statistic => ({ value });
const low: Statistic = { suppressed: "fewer than 10" };

const forest: Plot = {
  type: "forest",
  title: "Coefficients",
  axis: "cm³",
  reference: 0,
  estimates: [
    { label: "Age", value: v(-0.5), lower: v(-0.7), upper: v(-0.3) },
    { label: "Age", value: v(0.2), lower: { value: "-Infinity" }, upper: v(0.4) },
    {
      label: hostile,
      value: { undefined: "aliased" },
      lower: { undefined: "aliased" },
      upper: { undefined: "aliased" },
    },
  ],
};
const histogram: Plot = {
  type: "histogram",
  title: "Ages",
  axis: "years",
  edges: [0, 10, 20, 30],
  series: [
    { name: "F", values: [v(12), low, v(0)] },
    { name: "M", values: [low, v(20), v(11)] },
  ],
};
const bars: Plot = {
  type: "bars",
  title: "Levels",
  axis: "patients",
  categories: ["AD", "CN"],
  series: [
    { name: "F", values: [v(12), low] },
    { name: "M", values: [v(3), v(20)] },
  ],
};
const heatMap: Plot = {
  type: "heat_map",
  title: "Correlations",
  rows: ["a", "b"],
  columns: ["a", "b"],
  low: -1,
  high: 1,
  values: [
    [v(1), low],
    [v(-0.25), v(1)],
  ],
};
const boxes: Plot = {
  type: "boxes",
  title: "Spread",
  axis: "cm³",
  boxes: [
    { label: "EDSD", min: low, q1: v(1), median: v(2), q3: v(3), max: low },
    { label: "PPMI", min: low, q1: low, median: low, q3: low, max: low },
  ],
};

const curves: Plot = {
  type: "curves",
  title: "Survival",
  xAxis: "days",
  yAxis: "survival",
  steps: true,
  diagonal: false,
  curves: [
    { name: "F", x: [0, 1], y: [v(1), v(0.5)], lower: [v(1), v(0.2)], upper: [v(1), v(0.8)] },
    { name: "M", x: [0, 2], y: [v(1), low], lower: [], upper: [] },
  ],
};

function drawn(plot: Plot): SVGSVGElement {
  const { container } = show(<PlotFigure plot={plot} />);
  const svg = container.querySelector("svg");
  if (svg === null) {
    throw new Error("nothing was drawn");
  }
  return svg;
}
const count = (svg: SVGSVGElement, selector: string) => svg.querySelectorAll(selector).length;
function hatched(svg: SVGSVGElement): number {
  const rectangles = [...svg.querySelectorAll("rect")];
  const fill = (rect: Element) =>
    rect.getAttribute("fill") ?? rect.closest("g[fill]")?.getAttribute("fill") ?? "";
  return rectangles.filter((rect) => fill(rect).startsWith("url(#hatch-")).length;
}

describe("a plot", () => {
  it.each(
    [forest, histogram, bars, heatMap, boxes, curves].map((plot) => [plot.type, plot] as const),
  )("of type %s has a title and a description", (_, plot) => {
    const svg = drawn(plot);
    expect(svg.getAttribute("role")).toBe("img");
    expect(svg.getAttribute("aria-label")).toBe(plot.title);
    expect(svg.getAttribute("aria-description")?.length).toBeGreaterThan(10);
    expect(screen.getByText(plot.title)).toBeTruthy();
  });

  it("makes no style element, which the content security policy would refuse", () => {
    expect(count(drawn(heatMap), "style")).toBe(0);
  });

  it("draws one dot per estimate that there is, and names the others", () => {
    expect(count(drawn(forest), "circle")).toBe(2);
    expect(screen.getByText(`not defined: aliased: ${hostile}`)).toBeTruthy();
  });

  it("keeps a suppressed bin apart from an empty one", () => {
    const svg = drawn(histogram);
    expect(hatched(svg)).toBe(2);
    expect(screen.getByText("suppressed: fewer than 10: F 10 to 20, M 0 to 10")).toBeTruthy();
  });

  it("hatches suppressed bars and squares", () => {
    expect(hatched(drawn(bars))).toBe(1);
    expect(hatched(drawn(heatMap))).toBe(1);
  });

  it("says the colours of series", () => {
    drawn(bars);
    expect(screen.getByText("F")).toBeTruthy();
  });

  it("draws a box without its suppressed whiskers", () => {
    const svg = drawn(boxes);
    expect(svg.getAttribute("aria-description")).toContain("EDSD: median 2, quartiles 1 and 3");
    expect(screen.getByText("suppressed: fewer than 10: EDSD, PPMI")).toBeTruthy();
  });

  it("shows hostile labels as text", () => {
    const svg = drawn({ ...bars, categories: [hostile, "CN"] });
    expect(svg.querySelector("img, b, script")).toBeNull();
    expect(svg.textContent).toContain('"><img src=x');
  });

  it("of nothing at all does not fail", () => {
    drawn({ ...forest, estimates: [] });
    drawn({ ...histogram, edges: [], series: [] });
    drawn({ ...boxes, boxes: [] });
  });

  it("that cannot be drawn says so and leaves the page alone", () => {
    vi.spyOn(console, "error").mockImplementation(() => {}); // React reports what the boundary caught
    show(<PlotFigure plot={{ type: "of a later version", title: "New" } as unknown as Plot} />);
    expect(screen.getByText(/This plot could not be drawn/)).toBeTruthy();
    expect(screen.getByText("New")).toBeTruthy();
    vi.restoreAllMocks();
  });
});
