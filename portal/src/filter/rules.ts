import type { Filter, Literal, Rule, Variable } from "../api/types";

/** One row of the filter as it is being written; values are text until they are sent. */
export interface RuleDraft {
  /** Stable name of the row on the page. */
  key: number;
  variable: string;
  operator: string;
  values: string[];
}

const comparisons = ["equal", "not_equal"];
const orders = ["less", "less_or_equal", "greater", "greater_or_equal", "between", "not_between"];
const lists = ["in", "not_in"];
const absence = ["is_null", "is_not_null"];

export function operatorsOf(variable: Variable | undefined): string[] {
  switch (variable?.kind) {
    case "numerical":
      return [...comparisons, ...orders, ...absence];
    case "nominal":
      return [...comparisons, ...lists, ...absence];
    case "text":
    case undefined:
      return [...comparisons, ...absence];
  }
}

/** How many values an operator takes. */
export function arity(operator: string): "none" | "one" | "two" | "many" {
  if (absence.includes(operator)) {
    return "none";
  }
  if (lists.includes(operator)) {
    return "many";
  }
  return operator.endsWith("between") ? "two" : "one";
}

export function complete(rule: RuleDraft): boolean {
  const given = rule.values.filter((value) => value !== "").length;
  const enough = { none: given >= 0, one: given === 1, two: given === 2, many: given > 0 };
  return rule.variable !== "" && enough[arity(rule.operator)];
}

/** The same row about another variable: operator and values only survive where they still fit. */
export function about(rule: RuleDraft, variable: Variable | undefined): RuleDraft {
  const operators = operatorsOf(variable);
  const operator = operators.includes(rule.operator) ? rule.operator : (operators[0] ?? "equal");
  return { ...rule, variable: variable?.code ?? "", operator, values: [] };
}

/** The filter of the request: all rules joined by AND; null without rules. */
export function toFilter(rules: RuleDraft[], variables: Map<string, Variable>): Filter | null {
  return rules.length === 0
    ? null
    : { condition: "AND", rules: rules.map((rule) => toRule(rule, variables.get(rule.variable))) };
}

function toRule(rule: RuleDraft, variable: Variable | undefined): Rule {
  const type = variable?.type ?? "text";
  const literals = rule.values.map((text): Literal => (type === "text" ? text : numeric(text)));
  const value = { none: null, one: literals[0] ?? null, two: literals, many: literals };
  return { id: rule.variable, type, operator: rule.operator, value: value[arity(rule.operator)] };
}

// Codes of levels may be text although the variable is stored as a number: those stay text.
function numeric(text: string): Literal {
  const number = Number(text);
  return text.trim() === "" || Number.isNaN(number) ? text : number;
}
