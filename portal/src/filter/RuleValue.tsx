import { MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";
import type { Variable } from "../api/types";
import { texts } from "../texts";
import { arity, type RuleDraft } from "./rules";

interface Props {
  number: number;
  rule: RuleDraft;
  variable: Variable | undefined;
  onChange: (values: string[]) => void;
}

/** The value or values that the operator of a rule compares with. */
export function RuleValue({ number, rule, variable, onChange }: Props) {
  const count = arity(rule.operator);
  if (count === "none") {
    return <span />;
  }
  const label = texts.filter.value(number);
  const levels =
    variable?.levels.map(({ code, label: text }) => ({ value: code, label: text || code })) ?? [];
  if (count === "many") {
    return (
      <MultiSelect
        aria-label={label}
        data={levels}
        value={rule.values}
        onChange={onChange}
        searchable
      />
    );
  }
  if (count === "two") {
    const [low = "", high = ""] = rule.values;
    return (
      <span className="pair">
        <Numeric
          label={texts.filter.low(number)}
          value={low}
          onChange={(text) => onChange([text, high])}
        />
        <Numeric
          label={texts.filter.high(number)}
          value={high}
          onChange={(text) => onChange([low, text])}
        />
      </span>
    );
  }
  const value = rule.values[0] ?? "";
  const one = (text: string) => onChange(text === "" ? [] : [text]);
  if (variable?.kind === "numerical") {
    return <Numeric label={label} value={value} onChange={one} />;
  }
  return variable?.kind === "nominal" ? (
    <Select
      aria-label={label}
      placeholder={texts.filter.pickValue}
      data={levels}
      value={value || null}
      onChange={(code) => one(code ?? "")}
      searchable
    />
  ) : (
    <TextInput
      aria-label={label}
      value={value}
      maxLength={200}
      onChange={(event) => one(event.currentTarget.value)}
    />
  );
}

function Numeric({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
}) {
  return (
    <NumberInput
      aria-label={label}
      placeholder={texts.filter.pickValue}
      value={value}
      onChange={(number) => onChange(String(number))}
      hideControls
    />
  );
}
