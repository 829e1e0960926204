import * as Plot from "@observablehq/plot";

/** What every drawing is given: the width there is, and a name for its patterns. */
export interface Canvas {
  width: number;
  id: string;
}

export const seriesColours = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `var(--series-${n})`);
export const accent = "var(--series-1)";

const letterWidth = 6.6;
const gap = 16;
const longest = 34;

/** Labels at the left of a picture: their room, and how they are cut to fit into it. */
export interface LabelColumn {
  margin: number;
  text(label: string): string;
}

/** As wide as the longest label, but at most two fifths of the picture. */
export function labelColumn(labels: string[], canvas: Canvas): LabelColumn {
  const room = Math.floor((canvas.width * 0.4 - gap) / letterWidth);
  const letters = Math.min(longest, room, Math.max(0, ...labels.map(({ length }) => length)));
  return { margin: letters * letterWidth + gap, text: (label) => shorten(label, letters) };
}

export function shorten(label: string, letters = longest): string {
  return label.length <= letters ? label : label.slice(0, Math.max(1, letters - 1)) + "…";
}

/** A mark without data that defines the hatching of suppressed values. */
export function hatching(canvas: Canvas): Plot.Markish {
  return () => {
    const holder = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    holder.innerHTML = `<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--suppressed-soft)"/>
      <path d="M0 0V6" stroke="var(--suppressed)" stroke-width="2.4"/></pattern></defs>`;
    const defs = holder.firstChild as SVGDefsElement;
    (defs.firstChild as SVGPatternElement).id = canvas.id;
    return defs;
  };
}

export function hatched(canvas: Canvas): string {
  return `url(#${canvas.id})`;
}

/**
 * Draws with what all pictures share. The style element that Plot would add is left out (it is in
 * plots.css): the content security policy allows no style of its own.
 */
export function picture(options: Plot.PlotOptions, canvas: Canvas): SVGSVGElement {
  const svg = Plot.plot({
    ...options,
    width: canvas.width,
    className: "picture",
    figure: false,
  } as Plot.PlotOptions);
  svg.querySelectorAll("style").forEach((style) => style.remove());
  // The picture as a whole has a description; Plot's names of its groups ("rule") would disturb.
  svg.querySelectorAll("g[aria-label]").forEach((group) => group.removeAttribute("aria-label"));
  return svg as SVGSVGElement;
}
