import type {
  Algorithm,
  DataModel,
  Dataset,
  ParameterSpec,
  ParameterValue,
  Request,
  Variable,
  VariableSpec,
} from "../api/types";
import { complete, toFilter, type RuleDraft } from "../filter/rules";
import { texts } from "../texts";
import { takesAny } from "../variables/cardinality";
import { fits, flatten, shared, type Placed } from "../variables/tree";

/** A question as it is being written. */
export interface Draft {
  dataModel: string;
  datasets: string[];
  algorithm: string;
  y: string[];
  x: string[];
  /** What was entered; null: emptied, absent: not touched. */
  parameters: Record<string, ParameterValue | null>;
  rules: RuleDraft[];
}

export const emptyDraft: Draft = {
  dataModel: "",
  datasets: [],
  algorithm: "",
  y: [],
  x: [],
  parameters: {},
  rules: [],
};

/** What a draft is checked against: the chosen model, datasets and algorithm, once they are known. */
export interface Context {
  placed: Placed[];
  byCode: Map<string, Variable>;
  present: Set<string> | undefined;
  algorithm: Algorithm | undefined;
}

export function contextOf(
  model: DataModel | undefined,
  chosen: Dataset[],
  algorithm: Algorithm | undefined,
): Context {
  const placed = model === undefined ? [] : flatten(model.root);
  const byCode = new Map(placed.map(({ variable }) => [variable.code, variable]));
  return { placed, byCode, present: shared(chosen), algorithm };
}

/** Variables that may stand in a place, and how many more fit but are not in every dataset. */
export function eligible(
  context: Context,
  spec: VariableSpec,
): { placed: Placed[]; hidden: number } {
  const fitting = context.placed.filter(({ variable }) => fits(variable, spec));
  const placed = fitting.filter(({ variable }) => context.present?.has(variable.code) ?? true);
  return { placed, hidden: fitting.length - placed.length };
}

/** Variables that a filter may read. */
export function filterable(context: Context): Map<string, Variable> {
  return new Map([...context.byCode].filter(([code]) => context.present?.has(code) ?? true));
}

/** The draft without variables, rules and levels that its algorithm or its datasets do not allow. */
export function settled(draft: Draft, context: Context): Draft {
  if (context.algorithm === undefined || context.placed.length === 0) {
    return draft;
  }
  const keep = (codes: string[], spec: VariableSpec) => {
    const allowed = new Set(eligible(context, spec).placed.map(({ variable }) => variable.code));
    const kept = takesAny(spec) ? codes.filter((code) => allowed.has(code)) : [];
    return spec.max === null ? kept : kept.slice(0, spec.max);
  };
  const variables = filterable(context);
  const rules = draft.rules.filter(({ variable }) => variable === "" || variables.has(variable));
  const kept = {
    ...draft,
    y: keep(draft.y, context.algorithm.y),
    x: keep(draft.x, context.algorithm.x),
    rules,
  };
  return { ...kept, parameters: withoutStaleLevels(kept, context) };
}

function withoutStaleLevels(draft: Draft, context: Context): Draft["parameters"] {
  const stale = (context.algorithm?.parameters ?? []).filter((spec) => {
    const entered = draft.parameters[spec.name];
    const ofLevel = spec.domain.type === "level_of_y" || spec.domain.type === "level_of_x";
    return ofLevel && !levelsFor(spec, draft, context).some(({ code }) => code === entered);
  });
  const names = new Set(stale.map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(draft.parameters)
      .filter(([name]) => !names.has(name))
      .map(([name, value]) => [name, withoutStaleVariables(value, draft)]),
  );
}

/** Lists of variables without those that are no longer among the y. */
function withoutStaleVariables(value: ParameterValue | null, draft: Draft): ParameterValue | null {
  if (value === null || typeof value !== "object") {
    return value;
  }
  const lists = Object.entries(value).map(
    ([key, codes]) => [key, codes.filter((code) => draft.y.includes(code))] as const,
  );
  return Object.fromEntries(lists.filter(([, codes]) => codes.length > 0));
}

/** The value that the form shows: what was entered, else the default. */
export function parameterValue(draft: Draft, spec: ParameterSpec): ParameterValue | null {
  const entered = draft.parameters[spec.name];
  return entered === undefined ? spec.default : entered;
}

/**
 * Levels of the first variable in its place that has any, or variables, that a parameter may name.
 */
export function levelsFor(spec: ParameterSpec, draft: Draft, context: Context) {
  if (spec.domain.type === "variables_by_key") {
    return draft.y.map((y) => ({ code: y, label: context.byCode.get(y)?.label ?? y }));
  }
  const codes = spec.domain.type === "level_of_y" ? draft.y : draft.x;
  const levels = codes.map((code) => context.byCode.get(code)?.levels ?? []);
  return levels.find(({ length }) => length > 0) ?? [];
}

/** What is still missing, in words; empty when the question can be asked. */
export function missing(draft: Draft, context: Context): string[] {
  const needs = texts.question.needs;
  const { algorithm } = context;
  const found = [
    draft.dataModel === "" ? needs.dataModel : "",
    draft.datasets.length === 0 ? needs.dataset : "",
    algorithm === undefined ? needs.algorithm : "",
  ];
  if (algorithm !== undefined) {
    const short = (codes: string[], spec: VariableSpec, role: string) =>
      codes.length < spec.min ? needs.atLeast(spec.min, spec.label || role) : "";
    found.push(
      short(draft.y, algorithm.y, texts.variables.y),
      short(draft.x, algorithm.x, texts.variables.x),
    );
    for (const spec of algorithm.parameters) {
      const value = parameterValue(draft, spec);
      found.push(
        spec.mandatory && (value === null || value === "") ? needs.parameter(spec.label) : "",
      );
    }
  }
  draft.rules.forEach((rule, index) => found.push(complete(rule) ? "" : needs.filter(index + 1)));
  return found.filter((need) => need !== "");
}

/** The request of a complete draft; parameters left at nothing are not sent. */
export function toRequest(draft: Draft, context: Context): Request {
  const specs = context.algorithm?.parameters ?? [];
  const values = specs.map((spec) => [spec.name, parameterValue(draft, spec)] as const);
  return {
    algorithm: draft.algorithm,
    dataModel: draft.dataModel,
    datasets: draft.datasets,
    y: draft.y,
    x: draft.x,
    filter: toFilter(draft.rules, context.byCode),
    parameters: Object.fromEntries(values.filter(([, value]) => value !== null && value !== "")),
  };
}
