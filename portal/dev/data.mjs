/** Answers of a small imaginary federation, to try the portal without one. */

const nominal = (code, label, levels) => ({
  code,
  label,
  description: "",
  type: "text",
  kind: "nominal",
  units: "",
  range: null,
  levels: levels.map(([level, text]) => ({ code: level, label: text ?? level })),
});
const real = (code, label, units = "", min = null, max = null, type = "real") => ({
  code,
  label,
  description: `${label}, as measured`,
  type,
  kind: "numerical",
  units,
  levels: [],
  range: { min, max },
});

const groups = [
  {
    code: "demographics",
    label: "Demographics",
    groups: [],
    variables: [
      real("subjectage", "Age", "years", 0, 130),
      nominal("gender", "Gender", [
        ["F", "Female"],
        ["M", "Male"],
      ]),
      nominal("agegroup", "Age group", [
        ["-50y", "up to 50"],
        ["50-59y"],
        ["60-69y"],
        ["70-79y"],
        ["+80y", "80 and more"],
      ]),
    ],
  },
  {
    code: "brain",
    label: "Brain anatomy",
    variables: [real("tiv", "Total intracranial volume", "cm³")],
    groups: [
      {
        code: "limbic",
        label: "Limbic",
        groups: [],
        variables: [
          real("lefthippocampus", "Left hippocampus", "cm³"),
          real("righthippocampus", "Right hippocampus", "cm³"),
          real("leftententorhinalarea", "Left entorhinal area", "cm³"),
          real("rightententorhinalarea", "Right entorhinal area", "cm³"),
          real("leftpcggposteriorcingulategyrus", "Left posterior cingulate gyrus", "cm³"),
        ],
      },
      {
        code: "amygdala",
        label: "Amygdala",
        groups: [],
        variables: [
          real("leftamygdala", "Left amygdala", "cm³"),
          real("rightamygdala", "Right amygdala", "cm³"),
        ],
      },
    ],
  },
  {
    code: "diagnosis",
    label: "Diagnosis",
    groups: [],
    variables: [
      nominal("alzheimerbroadcategory", "Alzheimer broad category", [
        ["AD", "Alzheimer's disease"],
        ["CN", "Cognitively normal"],
        ["MCI", "Mild cognitive impairment"],
        ["Other"],
      ]),
      real("minimentalstate", "Mini-mental state", "points", 0, 30, "int"),
      real("montrealcognitiveassessment", "Montreal cognitive assessment", "points", 0, 30, "int"),
    ],
  },
  {
    code: "proteome",
    label: "CSF proteome",
    groups: [],
    variables: [
      real("ab1_42", "Amyloid β 1-42", "pg/ml"),
      real("t_tau", "Total tau", "pg/ml"),
      real("p_tau", "Phosphorylated tau", "pg/ml"),
    ],
  },
];
const all = (group) => [...group.variables, ...group.groups.flatMap(all)];
const codes = groups.flatMap(all).map(({ code }) => code);
const withoutProteome = codes.filter((code) => !["ab1_42", "t_tau", "p_tau"].includes(code));

export const dataModels = [
  {
    id: "dementia:0.1",
    label: "Dementia",
    longitudinal: false,
    root: { code: "dementia", label: "Dementia", variables: [], groups },
  },
  {
    id: "tbi:0.1",
    label: "Traumatic brain injury",
    longitudinal: false,
    root: {
      code: "tbi",
      label: "TBI",
      variables: [
        real("gcs", "Glasgow coma scale", "points", 3, 15, "int"),
        nominal("outcome", "Outcome", [["good"], ["poor"]]),
      ],
      groups: [],
    },
  },
];

const data = (code, label, worker, rows, variables = codes) => ({
  dataModel: "dementia:0.1",
  code,
  label,
  worker,
  rows,
  variables,
});
export const datasets = [
  data("edsd0", "EDSD 0", "Hospital 1", { value: 437 }),
  data("edsd1", "EDSD 1", "Hospital 1", { value: 391 }),
  data("ppmi0", "PPMI 0", "Hospital 2", { value: 714 }),
  data("ppmi1", "PPMI 1", "Hospital 2", { suppressed: "fewer than 10 rows" }),
  data("desd-synthdata0", "DESD synthetic 0", "Hospital 3", { value: 1040 }, withoutProteome),
  data("desd-synthdata1", "DESD synthetic 1", "Hospital 4", { value: 998 }, withoutProteome),
  {
    ...data("tbi_demo", "TBI demo", "Hospital 2", { value: 1500 }, ["gcs", "outcome"]),
    dataModel: "tbi:0.1",
  },
];

const place = (label, kinds, min, max, description = "") => ({
  label,
  description,
  kinds,
  min,
  max,
  levels: 0,
});
const none = place("", [], 0, 0);
const parameter = (name, label, domain, fallback, mandatory = false, description = "") => ({
  name,
  label,
  description,
  domain,
  default: fallback,
  mandatory,
});
const both = ["numerical", "nominal"];
export const algorithms = [
  {
    name: "linear_regression",
    label: "Linear regression",
    release: "pooled",
    description:
      "How a number depends on covariates: least squares over all sites, exactly as over pooled rows.",
    leaves: "Masked sums of products of the covariates and the outcome.",
    y: place("Outcome", ["numerical"], 1, 1),
    x: place("Covariates", both, 1, null),
    parameters: [parameter("alpha", "Significance level", { type: "real", min: 0, max: 1 }, 0.05)],
  },
  {
    name: "logistic_regression",
    label: "Logistic regression",
    release: "pooled",
    description: "How the odds of one class depend on covariates.",
    leaves: "Masked sums of gradients, once per iteration.",
    y: place("Outcome", ["nominal"], 1, 1),
    x: place("Covariates", both, 1, null),
    parameters: [
      parameter(
        "positive_class",
        "Positive class",
        { type: "level_of_y" },
        null,
        true,
        "against all other levels",
      ),
      parameter("max_iterations", "Most iterations", { type: "int", min: 1, max: 100 }, 50),
    ],
  },
  {
    name: "descriptive_stats",
    label: "Descriptive statistics",
    release: "pooled_and_site",
    description: "Counts, means and quantiles, over all sites and per dataset.",
    leaves: "Counts and moments per dataset.",
    y: place("Variables", both, 1, null),
    x: none,
    parameters: [],
  },
  {
    name: "histogram",
    label: "Histogram",
    release: "pooled",
    description: "How values are spread, by group if wanted.",
    leaves: "Masked counts per bin.",
    y: place("Variable", both, 1, 1),
    x: place("Grouped by", ["nominal"], 0, null),
    parameters: [
      parameter("bins", "Bins", { type: "int", min: 1, max: 100 }, 20),
      parameter("scale", "Scale", { type: "choice", values: ["counts", "density"] }, "counts"),
      parameter("cumulative", "Cumulative", { type: "flag" }, false),
    ],
  },
  {
    name: "pearson_correlation",
    label: "Pearson correlation",
    release: "pooled",
    description: "How strongly numbers go together.",
    leaves: "Masked sums of products.",
    y: place("Variables", ["numerical"], 2, null),
    x: place("Against", ["numerical"], 0, null),
    parameters: [parameter("alpha", "Significance level", { type: "real", min: 0, max: 1 }, 0.05)],
  },
];
