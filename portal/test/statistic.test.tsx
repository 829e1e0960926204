import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Statistic } from "../src/api/types";
import { formatAs, formatNumber, known } from "../src/statistic/format";
import { StatisticText } from "../src/statistic/StatisticText";
import { show } from "./show";

describe("a number", () => {
  it.each([
    [0, "0"],
    [-0, "0"],
    [1.5, "1.5"],
    [-0.01864, "−0.01864"],
    [1234.56, "1235"],
    [12345.6, "12,350"],
    [0.00001234, "1.234 × 10⁻⁵"],
    [-2.5e12, "−2.500 × 10¹²"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
  ])("%d is written %s", (value, text) => expect(formatNumber(value)).toBe(text));

  it.each([
    ["count", 1234567, "1,234,567"],
    ["p_value", 0.0004, "< 0.001"],
    ["p_value", 0.0344, "0.034"],
    ["percent", 0.125, "12.5%"],
  ] as const)("as %s is written as one expects", (format, value, text) =>
    expect(formatAs(format, value)).toBe(text),
  );

  it("is unknown when it is not a number", () => {
    expect(known({ value: "rubbish" } as unknown as Statistic)).toBeUndefined();
    expect(known({ value: "-Infinity" })).toBe(-Infinity);
  });
});

describe("a cell", () => {
  it("shows suppressed values as suppressed, with the reason, and never as 0", () => {
    const { container } = show(<StatisticText of={{ suppressed: "fewer than 10 patients" }} />);
    expect(screen.getByRole("note", { name: "suppressed: fewer than 10 patients" })).toBeTruthy();
    expect(container.textContent).toBe("suppressed");
  });

  it("shows undefined values as a dash, with the reason, and never as 0", () => {
    const { container } = show(<StatisticText of={{ undefined: "exact fit" }} />);
    expect(screen.getByRole("note", { name: "not defined: exact fit" })).toBeTruthy();
    expect(container.textContent).toBe("—");
  });

  it("can be reached by keyboard where it has a reason", () => {
    show(<StatisticText of={{ suppressed: "" }} />);
    expect(screen.getByRole("note").tabIndex).toBe(0);
  });

  it("shows a true zero as 0", () => {
    expect(show(<StatisticText of={{ value: 0 }} as="count" />).container.textContent).toBe("0");
  });
});
