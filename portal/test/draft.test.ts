import { describe, expect, it } from "vitest";
import {
  contextOf,
  eligible,
  emptyDraft,
  missing,
  settled,
  toRequest,
  type Draft,
} from "../src/question/draft";
import { cardinality } from "../src/variables/cardinality";
import { matches } from "../src/variables/tree";
import { datasets, logistic, model, place, volume } from "./federation";

const [edsd, ppmi] = datasets;
const both = contextOf(model, datasets, logistic);
const codesOf = (context: typeof both, spec: typeof logistic.y) =>
  eligible(context, spec).placed.map(({ variable }) => variable.code);
const draft = (part: Partial<Draft>): Draft => ({
  ...emptyDraft,
  dataModel: model.id,
  algorithm: logistic.name,
  datasets: ["edsd", "ppmi"],
  ...part,
});

describe("eligible variables", () => {
  it("are those of the kinds that the specification takes", () => {
    expect(codesOf(both, logistic.y)).toEqual(["gender", "category"]);
    expect(codesOf(both, place(["numerical"], 1, 1))).toEqual([
      "subjectage",
      "lefthippocampus",
      "odd",
    ]);
  });

  it("have the number of levels that the specification asks for", () => {
    expect(codesOf(both, place(["nominal"], 1, 1, 2))).toEqual(["gender"]);
  });

  it("are in every chosen dataset, and the others are counted", () => {
    const numbers = place(["numerical"], 1, 1);
    expect(eligible(both, numbers).hidden).toBe(1);
    expect(edsd && codesOf(contextOf(model, [edsd], logistic), numbers)).toContain("t_tau");
  });

  it("are found by words of label, code or group", () => {
    const placed = { variable: volume, path: "Brain" };
    expect(matches(placed, "hippo LEFT")).toBe(true);
    expect(matches(placed, "brain lefthippo")).toBe(true);
    expect(matches(placed, "right")).toBe(false);
  });
});

describe("cardinality", () => {
  it.each([
    [place(["numerical"], 1, 1), "exactly one · numbers"],
    [place(["numerical", "nominal"], 1, null), "1 or more · numbers or categories"],
    [place(["nominal"], 0, 2), "up to 2, optional · categories"],
    [place(["nominal"], 1, 1, 2), "exactly one · categories with 2 levels"],
  ])("is told in words", (spec, words) => expect(cardinality(spec)).toBe(words));
});

describe("a draft", () => {
  it("says everything that is still needed", () => {
    expect(missing({ ...emptyDraft }, contextOf(undefined, [], undefined))).toEqual([
      "a data model",
      "a dataset",
      "a method",
    ]);
    const needs = missing(
      draft({ rules: [{ key: 1, variable: "", operator: "equal", values: [] }] }),
      both,
    );
    expect(needs).toEqual([
      "a variable for “Outcome”",
      "a variable for “Covariates”",
      "a value for “positive_class”",
      "a complete filter rule 1",
    ]);
  });

  it("loses what a dataset or a variable takes away", () => {
    const written = draft({
      y: ["gender"],
      x: ["t_tau", "subjectage"],
      parameters: { positive_class: "AD", link: "probit" },
    });
    const kept = settled(written, both);
    expect(kept.x).toEqual(["subjectage"]);
    expect(kept.parameters).toEqual({ link: "probit" });
  });

  it("keeps everything while the data model is still on its way", () => {
    const written = draft({ y: ["gender"] });
    expect(settled(written, contextOf(undefined, [], logistic))).toBe(written);
  });

  it("becomes a request with defaults filled in and emptied values left out", () => {
    const written = draft({
      y: ["category"],
      x: ["subjectage"],
      parameters: { positive_class: "AD", max_iterations: null },
    });
    expect(missing(written, both)).toEqual([]);
    expect(toRequest(written, both)).toEqual({
      algorithm: "logistic_regression",
      dataModel: "dementia:0.1",
      datasets: ["edsd", "ppmi"],
      y: ["category"],
      x: ["subjectage"],
      filter: null,
      parameters: { positive_class: "AD", link: "logit", robust: false },
    });
  });

  it("takes variables of a dataset that suppresses its rows", () =>
    expect(ppmi && codesOf(contextOf(model, [ppmi], logistic), logistic.y)).toHaveLength(2));
});
