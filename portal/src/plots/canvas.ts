import * as Plot from "@observablehq/plot";

/** What every drawing is given: the width there is, and a name for its patterns. */
export interface Canvas {
  width: number;
  id: string;
}

export const seriesColours = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `var(--series-${n})`);
export const accent = "var(--series-1)";

const letterWidth = 6.6;
const longest = 30;

export function shorten(label: string): string {
  return label.length <= longest ? label : label.slice(0, longest - 1) + "…";
}

/** Room for labels at the left: as wide as the longest, at most two fifths of the picture. */
export function labelMargin(labels: string[], canvas: Canvas): number {
  const letters = Math.max(0, ...labels.map((label) => shorten(label).length));
  return Math.min(letters * letterWidth + 16, canvas.width * 0.4);
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
 * theme.css): the content security policy allows no style of its own.
 */
export function picture(options: Plot.PlotOptions, canvas: Canvas): SVGSVGElement {
  const svg = Plot.plot({ ...options, width: canvas.width, className: "picture", figure: false } as Plot.PlotOptions);
  svg.querySelectorAll("style").forEach((style) => style.remove());
  return svg as SVGSVGElement;
}
