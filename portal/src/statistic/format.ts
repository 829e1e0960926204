import type { Column, Statistic } from "../api/types";

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function power(exponent: string): string {
  const digits = exponent.replace(/[+-]/, "").replace(/\d/g, (d) => superscripts.charAt(Number(d)));
  return "10" + (exponent.startsWith("-") ? "⁻" : "") + digits;
}

const minus = (text: string) => text.replace("-", "−");

// Zero has no sign for a reader.
const unsigned = (value: number) => (value === 0 ? 0 : value);

function infinite(value: number): string {
  return value > 0 ? "∞" : "−∞";
}

/** Four significant digits; powers of ten where plain digits would be hard to read. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) {
    return infinite(value);
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) {
    const [mantissa = "", exponent = ""] = value.toExponential(3).split("e");
    return `${minus(mantissa)} × ${power(exponent)}`;
  }
  return minus(
    unsigned(value).toLocaleString("en", { maximumSignificantDigits: 4, useGrouping: "min2" }),
  );
}

export function formatCount(value: number): string {
  return Number.isFinite(value)
    ? minus(unsigned(value).toLocaleString("en", { maximumFractionDigits: 2 }))
    : infinite(value);
}

export function formatPValue(value: number): string {
  return value < 0.001 ? "< 0.001" : value.toFixed(3);
}

/** @param value a fraction: 0.25 is a quarter */
export function formatPercent(value: number): string {
  return minus(
    unsigned(value).toLocaleString("en", { style: "percent", maximumFractionDigits: 1 }),
  );
}

export function formatAs(format: Column["format"], value: number): string {
  switch (format) {
    case "count":
      return formatCount(value);
    case "p_value":
      return formatPValue(value);
    case "percent":
      return formatPercent(value);
    case "number":
    case "text":
      return formatNumber(value);
  }
}

/** The known value, or undefined; infinities travel as text. */
export function known(statistic: Statistic): number | undefined {
  if (!("value" in statistic)) {
    return undefined;
  }
  const value = Number(statistic.value);
  return Number.isNaN(value) ? undefined : value;
}

/** The known finite value, or undefined. */
export function finite(statistic: Statistic): number | undefined {
  const value = known(statistic);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
