import type { VariableSpec } from "../api/types";
import { texts } from "../texts";

/** "1 or more · numbers or categories": what a place of an algorithm takes, in words. */
export function cardinality(spec: VariableSpec): string {
  const { min, max } = spec;
  const count =
    max === null
      ? texts.variables.many(min)
      : min === max
        ? texts.variables.exactly(min)
        : texts.variables.between(min, max);
  const kinds = spec.kinds.map((kind) => texts.variables.kinds[kind] ?? kind).join(" or ");
  const levels = spec.levels === 0 ? "" : " " + texts.variables.levels(spec.levels);
  return `${count} · ${kinds}${levels}`;
}

/** Whether a place takes variables at all. */
export function takesAny(spec: VariableSpec): boolean {
  return spec.kinds.length > 0 && spec.max !== 0;
}
