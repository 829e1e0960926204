import type {
  Algorithm,
  DataModel,
  Dataset,
  Experiment,
  ParameterSpec,
  Request,
  Result,
  Variable,
  VariableSpec,
} from "../src/api/types";

/** A small federation for tests; labels are as hostile as metadata can be. */
export const hostile = `"><img src=x onerror=alert(1)> ‮evil & <b>bold</b>`;

export function numerical(code: string, label = code): Variable {
  return {
    code,
    label,
    description: "",
    type: "real",
    kind: "numerical",
    levels: [],
    units: "",
    range: null,
  };
}

export function nominal(code: string, levels: string[], label = code): Variable {
  const all = levels.map((level) => ({ code: level, label: level }));
  return {
    code,
    label,
    description: "",
    type: "text",
    kind: "nominal",
    levels: all,
    units: "",
    range: null,
  };
}

export const age = numerical("subjectage", "Age");
export const volume = numerical("lefthippocampus", "Left hippocampus");
export const tau = numerical("t_tau", "Total tau");
export const gender = nominal("gender", ["F", "M"], "Gender");
export const category = nominal("category", ["AD", "CN", "MCI"], "Category");
export const odd = numerical("odd", hostile);
const note: Variable = { ...numerical("note", "Note"), type: "text", kind: "text" };

export const model: DataModel = {
  id: "dementia:0.1",
  label: "Dementia",
  longitudinal: false,
  root: {
    code: "dementia",
    label: "Dementia",
    variables: [age, gender],
    groups: [
      { code: "brain", label: "Brain", variables: [volume, odd], groups: [] },
      { code: "other", label: "Other", variables: [category, tau, note], groups: [] },
    ],
  },
};

const everywhere = ["subjectage", "gender", "lefthippocampus", "odd", "category", "note"];

export function dataset(code: string, rows: Dataset["rows"], more: string[] = []): Dataset {
  return {
    dataModel: model.id,
    code,
    label: code.toUpperCase(),
    worker: "Hospital 1",
    rows,
    variables: [...everywhere, ...more],
  };
}

export const datasets = [
  dataset("edsd", { value: 437 }, ["t_tau"]),
  dataset("ppmi", { suppressed: "fewer than 10 rows" }),
];

export function place(
  kinds: VariableSpec["kinds"],
  min: number,
  max: number | null,
  levels = 0,
): VariableSpec {
  return { label: "", description: "", kinds, min, max, levels };
}

export function parameter(
  name: string,
  domain: ParameterSpec["domain"],
  rest: Partial<ParameterSpec> = {},
): ParameterSpec {
  return { name, label: name, description: "", domain, default: null, mandatory: false, ...rest };
}

export const logistic: Algorithm = {
  name: "logistic_regression",
  label: "Logistic regression",
  description: "Odds of one class",
  leaves: "Masked sums of gradients.",
  release: "pooled",
  y: place(["nominal"], 1, 1),
  x: place(["numerical", "nominal"], 1, null),
  parameters: [
    parameter("positive_class", { type: "level_of_y" }, { mandatory: true }),
    parameter("max_iterations", { type: "int", min: 1, max: 100 }, { default: 50 }),
    parameter("tolerance", { type: "real", min: 0, max: 1 }),
    parameter("link", { type: "choice", values: ["logit", "probit"] }, { default: "logit" }),
    parameter("robust", { type: "flag" }, { default: false }),
    parameter("remark", { type: "text", maxLength: 20 }),
  ],
};

export const request: Request = {
  algorithm: "logistic_regression",
  dataModel: model.id,
  datasets: ["edsd"],
  y: ["category"],
  x: ["subjectage"],
  filter: null,
  parameters: {},
};

export const result: Result = {
  method: "iteratively reweighted least squares",
  warnings: ["The fit was nearly separated."],
  privacy: { mode: "masked", text: "Only sums over 3 sites were seen." },
  sites: [
    {
      name: "Hospital 1",
      participation: "contributed",
      reason: "",
      rows: { value: 120 },
      dropped: { missing: { value: 3 }, outOfBounds: { value: 0 } },
    },
    {
      name: "Hospital 2",
      participation: "withheld",
      reason: "by policy",
      rows: { suppressed: "too few" },
      dropped: {},
    },
  ],
  dropped: { missing: { value: 3 } },
  statistics: {},
  presentation: {
    tables: [
      {
        title: "Coefficients",
        note: "",
        columns: [
          { name: "Term", format: "text", unit: "" },
          { name: "Estimate", format: "number", unit: "" },
          { name: "p", format: "p_value", unit: "" },
        ],
        rows: [[{ text: hostile }, { value: 1.5 }, { suppressed: "too few patients" }]],
      },
    ],
    plots: [],
  },
};

export function experiment(state: Experiment["state"], rest: Partial<Experiment> = {}): Experiment {
  return {
    id: "e1",
    state,
    created: "2026-01-01T10:00:00Z",
    finished: null,
    request,
    progress: null,
    result: null,
    problem: null,
    ...rest,
  };
}
