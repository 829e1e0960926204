import type { ExperimentState } from "../api/types";
import { texts } from "../texts";

export function StateBadge({ state }: { state: ExperimentState }) {
  return <span className={`badge ${state}`}>{texts.experiments.state[state] ?? state}</span>;
}
