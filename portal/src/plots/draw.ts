import type { Plot } from "../api/types";
import { bars } from "./bars";
import { boxes } from "./boxes";
import type { Canvas } from "./canvas";
import { curves } from "./curves";
import { forest } from "./forest";
import { heatMap } from "./heatMap";
import { histogram } from "./histogram";

/** Draws any plot that the model describes. */
export function draw(plot: Plot, canvas: Canvas): SVGSVGElement {
  switch (plot.type) {
    case "forest":
      return forest(plot, canvas);
    case "histogram":
      return histogram(plot, canvas);
    case "bars":
      return bars(plot, canvas);
    case "heat_map":
      return heatMap(plot, canvas);
    case "boxes":
      return boxes(plot, canvas);
    case "curves":
      return curves(plot, canvas);
  }
}
