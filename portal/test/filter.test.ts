import { describe, expect, it } from "vitest";
import { about, complete, operatorsOf, toFilter, type RuleDraft } from "../src/filter/rules";
import { age, gender } from "./federation";

const variables = new Map([age, gender].map((variable) => [variable.code, variable]));
const rule = (variable: string, operator: string, values: string[]): RuleDraft => ({
  key: 1,
  variable,
  operator,
  values,
});

describe("a filter", () => {
  it("is null without rules", () => expect(toFilter([], variables)).toBeNull());

  it("joins its rules by AND, numbers as numbers and codes as text", () => {
    expect(
      toFilter(
        [rule("subjectage", "greater", ["50"]), rule("gender", "in", ["F", "M"])],
        variables,
      ),
    ).toEqual({
      condition: "AND",
      rules: [
        { id: "subjectage", type: "real", operator: "greater", value: 50 },
        { id: "gender", type: "text", operator: "in", value: ["F", "M"] },
      ],
    });
  });

  it("sends two values for between and none for a test of absence", () => {
    const filter = toFilter(
      [rule("subjectage", "between", ["50", "80"]), rule("gender", "is_null", [])],
      variables,
    );
    expect(filter?.rules.map((sent) => ("value" in sent ? sent.value : undefined))).toEqual([
      [50, 80],
      null,
    ]);
  });

  it("is incomplete while a value is missing", () => {
    expect(complete(rule("subjectage", "between", ["50", ""]))).toBe(false);
    expect(complete(rule("", "equal", ["1"]))).toBe(false);
    expect(complete(rule("gender", "in", []))).toBe(false);
    expect(complete(rule("gender", "is_not_null", []))).toBe(true);
  });

  it("offers an order for numbers only and forgets an operator that no longer fits", () => {
    expect(operatorsOf(gender)).not.toContain("less");
    expect(about(rule("subjectage", "less", ["5"]), gender)).toEqual(rule("gender", "equal", []));
  });
});
