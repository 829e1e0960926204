import { useElementSize } from "@mantine/hooks";
import { useEffect, useId, useRef } from "react";
import type { Plot } from "../api/types";
import { Boundary } from "../shell/Boundary";
import { texts } from "../texts";
import { describe, gaps } from "./describe";
import { draw } from "./draw";
import { Legend } from "./Legend";

const unmeasured = 640;
const widest = 760;

/**
 * One plot with its title, its legend and what it could not show. A description that no picture
 * fits does not take away the numbers beside it.
 */
export default function PlotFigure({ plot }: { plot: Plot }) {
  return (
    <figure className="plot">
      <figcaption className="plot-title">{plot.title}</figcaption>
      <Boundary fallback={<p className="plain quiet">{texts.plots.failed}</p>}>
        <Legend plot={plot} />
        <Picture plot={plot} />
        <Gaps plot={plot} />
      </Boundary>
    </figure>
  );
}

function Picture({ plot }: { plot: Plot }) {
  const { ref: frame, width } = useElementSize<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const id = `hatch-${useId().replace(/\W/g, "")}`;
  const room = width === 0 ? unmeasured : Math.min(widest, Math.floor(width));

  useEffect(() => {
    const svg = draw(plot, { width: room, id });
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", plot.title);
    svg.setAttribute("aria-description", describe(plot));
    holder.current?.replaceChildren(svg);
  }, [plot, room, id]);

  return (
    <div ref={frame} className="plot-frame">
      <div ref={holder} />
    </div>
  );
}

function Gaps({ plot }: { plot: Plot }) {
  const lines = gaps(plot);
  return (
    lines.length > 0 && (
      <div className="gaps">
        <strong>{texts.plots.notShown}</strong>
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    )
  );
}
