import type { Dataset, Group, Variable, VariableSpec } from "../api/types";

/** A variable with the labels of its groups, the root's left out. */
export interface Placed {
  variable: Variable;
  path: string;
}

/** All variables in the order of the tree, a group's own before those of its groups. */
export function flatten(root: Group): Placed[] {
  const visit = (group: Group, path: string): Placed[] => [
    ...group.variables.map((variable) => ({ variable, path })),
    ...group.groups.flatMap((child) =>
      visit(child, path === "" ? child.label : `${path} › ${child.label}`),
    ),
  ];
  return visit(root, "");
}

/** Whether the kind and the number of levels fit; where the variable is present is another question. */
export function fits(variable: Variable, spec: VariableSpec): boolean {
  const levelsFit =
    spec.levels === 0 || variable.kind !== "nominal" || variable.levels.length === spec.levels;
  return spec.kinds.includes(variable.kind) && levelsFit;
}

/** Codes of the variables that every one of the datasets has; undefined when none is chosen. */
export function shared(datasets: Dataset[]): Set<string> | undefined {
  return datasets
    .map((dataset) => new Set(dataset.variables))
    .reduce<Set<string> | undefined>(
      (both, next) =>
        both === undefined ? next : new Set([...both].filter((code) => next.has(code))),
      undefined,
    );
}

/** Whether every word of the query stands in the label, code or path. */
export function matches(placed: Placed, query: string): boolean {
  const text = `${placed.variable.label} ${placed.variable.code} ${placed.path}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
