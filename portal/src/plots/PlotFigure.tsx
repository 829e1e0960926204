import { useElementSize } from "@mantine/hooks";
import { useEffect, useId, useRef, useState } from "react";
import type { Plot } from "../api/types";
import { texts } from "../texts";
import { describe, gaps } from "./describe";
import { draw } from "./draw";
import { Legend } from "./Legend";

const unmeasured = 640;
const widest = 760;

/** One plot with its title, its legend and what it could not show. */
export default function PlotFigure({ plot }: { plot: Plot }) {
  const { ref: frame, width } = useElementSize<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const id = `hatch-${useId().replace(/\W/g, "")}`;
  const room = width === 0 ? unmeasured : Math.min(widest, Math.floor(width));

  useEffect(() => {
    try {
      const svg = draw(plot, { width: room, id });
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", plot.title);
      svg.setAttribute("aria-description", describe(plot));
      holder.current?.replaceChildren(svg);
      setFailed(false);
    } catch {
      // A description that no picture fits must not take the numbers beside it away.
      holder.current?.replaceChildren();
      setFailed(true);
    }
  }, [plot, room, id]);

  return (
    <figure className="plot">
      <figcaption className="plot-title">{plot.title}</figcaption>
      <Legend plot={plot} />
      <div ref={frame} className="plot-frame">
        <div ref={holder} />
      </div>
      {failed && <p className="plain quiet">{texts.plots.failed}</p>}
      <Gaps lines={gaps(plot)} />
    </figure>
  );
}

function Gaps({ lines }: { lines: string[] }) {
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
