import type { Algorithm, Request } from "../api/types";
import { texts } from "../texts";

export function methodName(request: Request, algorithms: Algorithm[]): string {
  return algorithms.find(({ name }) => name === request.algorithm)?.label ?? request.algorithm;
}

/** "y ~ x1, x2", by code. */
export function questionOf(request: Request): string {
  return texts.experiments.question(request.y.join(", "), request.x.join(", "));
}
