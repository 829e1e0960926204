/** The JSON of the master's API, `/api/v1`. */

/** A number, or the reason why there is none. Infinities travel as text. */
export type Statistic =
  { value: number | "Infinity" | "-Infinity" } | { suppressed: string } | { undefined: string };

export type Cell = { text: string } | Statistic;

export interface Status {
  name: string;
  version: string;
  login: "none" | "required";
  state: "ready" | "degraded";
  workers: { connected: number; known: number };
  experiments: { running: number; queued: number };
}

export interface Worker {
  id: string;
  name: string;
  state: "connected" | "lost" | "suspended";
  lastContact: string | null;
  version: string;
  datasets: string[];
  policy: string;
}

export interface DataModelSummary {
  id: string;
  label: string;
  longitudinal: boolean;
  variables: number;
  datasets: string[];
}

export type Kind = "numerical" | "nominal" | "text";

export interface Level {
  code: string;
  label: string;
}

export interface Variable {
  code: string;
  label: string;
  description: string;
  type: "real" | "int" | "text";
  kind: Kind;
  levels: Level[];
  units: string;
  /** An open end is absent, null or infinite. */
  range: { min?: number | string | null; max?: number | string | null } | null;
}

export interface Group {
  code: string;
  label: string;
  variables: Variable[];
  groups: Group[];
}

export interface DataModel {
  id: string;
  label: string;
  longitudinal: boolean;
  root: Group;
}

export interface Dataset {
  dataModel: string;
  code: string;
  label: string;
  worker: string;
  rows: Statistic;
  variables: string[];
}

/** What an algorithm takes as y or as x; max null: any number, levels 0: any number. */
export interface VariableSpec {
  label: string;
  description: string;
  kinds: Kind[];
  min: number;
  max: number | null;
  levels: number;
}

export type Domain =
  | { type: "real"; min: number | string | null; max: number | string | null }
  | { type: "int"; min: number | null; max: number | null }
  | { type: "choice"; values: string[] }
  | { type: "level_of_y" }
  | { type: "level_of_x" }
  | { type: "flag" }
  | { type: "text"; maxLength: number }
  | { type: "formula" }
  | { type: "variables_by_key"; keys: string[] };

/** Codes of variables by key, for a domain that asks for them. */
export type VariablesByKey = Record<string, string[]>;

export type ParameterValue = number | string | boolean | VariablesByKey;

export interface ParameterSpec {
  name: string;
  label: string;
  description: string;
  domain: Domain;
  default: ParameterValue | null;
  mandatory: boolean;
}

export interface Algorithm {
  name: string;
  label: string;
  description: string;
  leaves: string;
  release: "pooled" | "pooled_and_site";
  y: VariableSpec;
  x: VariableSpec;
  parameters: ParameterSpec[];
}

export type Literal = number | string;

export interface Rule {
  id: string;
  type: "real" | "int" | "text";
  operator: string;
  value: Literal | Literal[] | null;
}

export interface Filter {
  condition: "AND" | "OR";
  rules: (Rule | Filter)[];
}

export interface Request {
  algorithm: string;
  dataModel: string;
  datasets: string[];
  y: string[];
  x: string[];
  filter: Filter | null;
  parameters: Record<string, unknown>;
}

export interface Progress {
  round: number;
  title: string;
  sites: { name: string; state: "computing" | "answered" | "waiting" }[];
}

export interface Site {
  name: string;
  participation: "contributed" | "withheld" | "refused" | "absent";
  reason: string;
  rows: Statistic;
  dropped: Record<string, Statistic>;
}

export interface Column {
  name: string;
  format: "text" | "count" | "number" | "p_value" | "percent";
  unit: string;
}

export interface Table {
  title: string;
  note: string;
  columns: Column[];
  rows: Cell[][];
}

export interface Estimate {
  label: string;
  value: Statistic;
  lower: Statistic;
  upper: Statistic;
}

export interface Series {
  name: string;
  values: Statistic[];
}

export interface Box {
  label: string;
  min: Statistic;
  q1: Statistic;
  median: Statistic;
  q3: Statistic;
  max: Statistic;
}

export interface Curve {
  name: string;
  x: number[];
  y: Statistic[];
  lower: Statistic[];
  upper: Statistic[];
}

export type Plot =
  | { type: "forest"; title: string; axis: string; reference: number; estimates: Estimate[] }
  | { type: "histogram"; title: string; axis: string; edges: number[]; series: Series[] }
  | { type: "bars"; title: string; axis: string; categories: string[]; series: Series[] }
  | {
      type: "heat_map";
      title: string;
      rows: string[];
      columns: string[];
      values: Statistic[][];
      low: number;
      high: number;
    }
  | { type: "boxes"; title: string; axis: string; boxes: Box[] }
  | {
      type: "curves";
      title: string;
      xAxis: string;
      yAxis: string;
      steps: boolean;
      diagonal: boolean;
      curves: Curve[];
    };

export interface Presentation {
  tables: Table[];
  plots: Plot[];
}

export interface Result {
  method: string;
  warnings: string[];
  privacy: { mode: string; text: string };
  sites: Site[];
  dropped: Record<string, Statistic>;
  statistics: unknown;
  presentation: Presentation;
}

/** RFC 9457 with the two members of Koinon. */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  blame: string;
}

export type ExperimentState = "queued" | "running" | "succeeded" | "failed" | "cancelled";

export interface Experiment {
  id: string;
  state: ExperimentState;
  created: string;
  finished: string | null;
  request: Request;
  progress: Progress | null;
  result: Result | null;
  problem: Problem | null;
}

export function isFinal(state: ExperimentState): boolean {
  return state === "succeeded" || state === "failed" || state === "cancelled";
}
