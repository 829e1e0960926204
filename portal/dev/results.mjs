/** Results of the imaginary federation, one of each kind of plot. */

const column = (name, format, unit = "") => ({ name, format, unit });
const v = (value) => ({ value });
const low = { suppressed: "fewer than 10 patients" };
const estimates = [
  ["Intercept", 3.412, 3.02, 3.804],
  ["Age", -0.0186, -0.0211, -0.0161],
  ["Gender: Male", 0.2174, 0.1702, 0.2646],
  ["Category: Mild cognitive impairment", -0.281, -0.335, -0.227],
  ["Category: Alzheimer's disease", -0.644, -0.702, -0.586],
];

const regression = {
  tables: [
    {
      title: "Coefficients",
      note: "95 % confidence intervals. Reference levels: Female, Cognitively normal.",
      columns: [
        column("Term", "text"),
        column("Estimate", "number", "cm³"),
        column("Std. error", "number"),
        column("t", "number"),
        column("p", "p_value"),
        column("Lower", "number"),
        column("Upper", "number"),
      ],
      rows: [
        ...estimates.map(([name, b, l, u]) => [
          { text: name },
          v(b),
          v((u - l) / 3.92),
          v((3.92 * b) / (u - l)),
          v(name === "Gender: Male" ? 0.0123 : 2e-16),
          v(l),
          v(u),
        ]),
        [
          { text: "Category: Other" },
          { undefined: "no row has this level" },
          { undefined: "no row has this level" },
          { undefined: "no row has this level" },
          { undefined: "no row has this level" },
          { undefined: "no row has this level" },
          { undefined: "no row has this level" },
        ],
      ],
    },
    {
      title: "Model",
      note: "",
      columns: [column("Statistic", "text"), column("Value", "number")],
      rows: [
        [{ text: "R²" }, v(0.4213)],
        [{ text: "F (4, 2117)" }, v(385.2)],
        [{ text: "AIC" }, v(1893.4)],
        [{ text: "Residual standard error" }, v(0.3777)],
      ],
    },
  ],
  plots: [
    {
      type: "forest",
      title: "Coefficients with 95 % confidence intervals",
      axis: "cm³",
      reference: 0,
      estimates: [
        ...estimates
          .slice(1)
          .map(([label, b, l, u]) => ({ label, value: v(b), lower: v(l), upper: v(u) })),
        {
          label: "Category: Other",
          value: { undefined: "no row has this level" },
          lower: { undefined: "no row has this level" },
          upper: { undefined: "no row has this level" },
        },
      ],
    },
  ],
};

const bins = [0, 4, 11, 25, 60, 118, 171, 214, 188, 121, 64, 27, 12, 3];
const counts = (factor) =>
  bins.map((n) => (n * factor < 10 && n > 0 ? low : v(Math.round(n * factor))));
const edges = [...bins, 0].map((_, index) => 1.2 + index * 0.2);
const names = [
  "Left hippocampus",
  "Right hippocampus",
  "Left amygdala",
  "Right amygdala",
  "Left entorhinal area",
  "Mini-mental state",
];
const spread = (label, shift) => ({
  label,
  min: low,
  q1: v(2.5 + shift),
  median: v(2.9 + shift),
  q3: v(3.3 + shift),
  max: low,
});
const whole = {
  label: "All sites",
  min: v(1.3),
  q1: v(2.5),
  median: v(2.92),
  q3: v(3.32),
  max: v(4.2),
};

export const presentations = {
  linear_regression: regression,
  logistic_regression: regression,
  histogram: {
    tables: [],
    plots: [
      {
        type: "histogram",
        title: "Left hippocampus by gender",
        axis: "cm³",
        edges,
        series: [
          { name: "Female", values: counts(1.1) },
          { name: "Male", values: counts(0.7) },
        ],
      },
    ],
  },
  descriptive_stats: {
    tables: [
      {
        title: "Left hippocampus",
        note: "",
        columns: [
          column("Dataset", "text"),
          column("n", "count"),
          column("Missing", "percent"),
          column("Mean", "number", "cm³"),
          column("SD", "number", "cm³"),
          column("Minimum", "number", "cm³"),
        ],
        rows: [
          [{ text: "All" }, v(2582), v(0.041), v(2.914), v(0.513), low],
          [{ text: "EDSD 0" }, v(437), v(0.016), v(3.021), v(0.47), low],
          [{ text: "PPMI 1" }, low, low, low, low, low],
          [
            { text: "Tiny <b>label</b>" },
            v(0),
            v(0),
            { undefined: "no rows" },
            { undefined: "no rows" },
            { undefined: "no rows" },
          ],
        ],
      },
    ],
    plots: [
      {
        type: "boxes",
        title: "Left hippocampus",
        axis: "cm³",
        boxes: [
          whole,
          spread("EDSD 0", 0.1),
          spread("PPMI 0", -0.12),
          { label: "PPMI 1", min: low, q1: low, median: low, q3: low, max: low },
        ],
      },
      {
        type: "bars",
        title: "Alzheimer broad category by gender",
        axis: "patients",
        categories: [
          "Alzheimer's disease",
          "Cognitively normal",
          "Mild cognitive impairment",
          "Other",
        ],
        series: [
          { name: "Female", values: [v(402), v(611), v(288), low] },
          { name: "Male", values: [v(371), v(498), v(401), low] },
        ],
      },
    ],
  },
  pearson_correlation: {
    tables: [],
    plots: [
      {
        type: "heat_map",
        title: "Pearson correlations",
        rows: names,
        columns: names,
        low: -1,
        high: 1,
        values: names.map((_, i) =>
          names.map((_, j) =>
            i === j ? v(1) : i + j === 9 ? low : v(Math.cos((i + 1) * (j + 1)) * 0.9),
          ),
        ),
      },
    ],
  },
};

const none0 = { missing: v(0), outOfBounds: v(0) };
export const sites = [
  {
    name: "Hospital 1",
    participation: "contributed",
    reason: "",
    rows: v(811),
    dropped: { missing: v(17), outOfBounds: v(0) },
  },
  {
    name: "Hospital 2",
    participation: "contributed",
    reason: "",
    rows: v(684),
    dropped: { missing: v(30), outOfBounds: v(2) },
  },
  {
    name: "Hospital 3",
    participation: "contributed",
    reason: "",
    rows: { suppressed: "this site shows no counts of its own" },
    dropped: { missing: low },
  },
  {
    name: "Hospital 4",
    participation: "absent",
    reason: "not connected when the experiment began",
    rows: { undefined: "took no part" },
    dropped: none0,
  },
];
