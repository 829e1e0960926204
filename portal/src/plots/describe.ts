import type { Plot, Statistic } from "../api/types";
import { formatNumber } from "../statistic/format";
import { texts } from "../texts";
import { words } from "./words";

const mostWords = 40;

/** A plot in words, for those who do not see it. */
export function describe(plot: Plot): string {
  switch (plot.type) {
    case "forest":
      return listed(
        texts.plots.forest(plot.estimates.length, formatNumber(plot.reference)),
        plot.estimates.map(({ label, value, lower, upper }) => {
          const [v, l, u] = [value, lower, upper].map(words);
          return `${label}: ${texts.plots.interval(v ?? "", l ?? "", u ?? "")}`;
        }),
      );
    case "histogram": {
      const [from, to] = [plot.edges[0] ?? 0, plot.edges.at(-1) ?? 0];
      return listed(
        texts.plots.histogram(plot.edges.length - 1, formatNumber(from), formatNumber(to)),
        series(plot.series),
      );
    }
    case "bars":
      return listed(texts.plots.bars(plot.categories.length), series(plot.series, plot.categories));
    case "heat_map":
      return texts.plots.heatMap(plot.rows.length, plot.columns.length);
    case "boxes":
      return listed(
        texts.plots.boxes(plot.boxes.length),
        plot.boxes.map(({ label, q1, median, q3 }) => {
          return `${label}: ${texts.plots.box(words(median), words(q1), words(q3))}`;
        }),
      );
    case "curves":
      return listed(
        texts.plots.curves(plot.curves.length, plot.xAxis, plot.yAxis),
        plot.curves.map(({ name, x, y }) => {
          const last = y.at(-1);
          return `${name}: ${last ? texts.plots.ends(formatNumber(x.at(-1) ?? NaN), words(last)) : ""}`;
        }),
      );
  }
}

function listed(head: string, parts: string[]): string {
  const more = parts.length > mostWords ? `; ${texts.plots.more(parts.length - mostWords)}` : "";
  return `${head} ${parts.slice(0, mostWords).join("; ")}${more}`.trim();
}

function series(all: { name: string; values: Statistic[] }[], categories: string[] = []): string[] {
  return all.map(({ name, values }) => {
    const said = values.map((value, i) => [categories[i], words(value)].filter(Boolean).join(" "));
    return `${name}: ${said.slice(0, mostWords).join(", ")}`;
  });
}

/** What a plot could not show, with the reasons: "Suppressed, fewer than 10 patients: bin 1, bin 2". */
export function gaps(plot: Plot): string[] {
  const byReason = new Map<string, string[]>();
  for (const [label, statistic] of labelled(plot)) {
    if (!("value" in statistic)) {
      const reason = words(statistic);
      const labels = byReason.get(reason) ?? [];
      byReason.set(reason, labels.includes(label) ? labels : [...labels, label]);
    }
  }
  return [...byReason].map(([reason, labels]) => {
    const most = 8;
    const more = labels.length > most ? [texts.plots.more(labels.length - most)] : [];
    return `${reason}: ${[...labels.slice(0, most), ...more].join(", ")}`;
  });
}

function labelled(plot: Plot): [string, Statistic][] {
  switch (plot.type) {
    case "forest":
      return plot.estimates.flatMap(({ label, value, lower, upper }) =>
        pairs(label, [value, lower, upper]),
      );
    case "histogram":
      return inSeries(plot.series, (index) =>
        texts.plots.bin(
          formatNumber(plot.edges[index] ?? NaN),
          formatNumber(plot.edges[index + 1] ?? NaN),
        ),
      );
    case "bars":
      return inSeries(plot.series, (index) => plot.categories[index] ?? "");
    case "heat_map":
      return plot.values.flatMap((row, i) =>
        row.map((value, j): [string, Statistic] => [
          `${plot.rows[i] ?? ""} × ${plot.columns[j] ?? ""}`,
          value,
        ]),
      );
    case "boxes":
      return plot.boxes.flatMap(({ label, min, q1, median, q3, max }) =>
        pairs(label, [min, q1, median, q3, max]),
      );
    case "curves":
      return plot.curves.flatMap(({ name, y }) => pairs(name, y));
  }
}

const pairs = (label: string, values: Statistic[]) =>
  values.map((value): [string, Statistic] => [label, value]);

function inSeries(all: { name: string; values: Statistic[] }[], nameOf: (index: number) => string) {
  return all.flatMap(({ name, values }) =>
    values.map((value, index): [string, Statistic] => [
      all.length > 1 ? `${name} ${nameOf(index)}` : nameOf(index),
      value,
    ]),
  );
}
