import { Button, CloseButton, Code, Select } from "@mantine/core";
import { useMemo } from "react";
import type { Variable } from "../api/types";
import { texts } from "../texts";
import { about, complete, operatorsOf, toFilter, type RuleDraft } from "./rules";
import { RuleValue } from "./RuleValue";

interface Props {
  rules: RuleDraft[];
  variables: Map<string, Variable>;
  onChange: (rules: RuleDraft[]) => void;
}

/** A list of rules that must all hold. */
export function FilterRows({ rules, variables, onChange }: Props) {
  const options = useMemo(
    () => [...variables.values()].map(({ code, label }) => ({ value: code, label: label || code })),
    [variables],
  );
  const add = () => {
    const key = 1 + Math.max(0, ...rules.map((rule) => rule.key));
    onChange([...rules, { key, variable: "", operator: "equal", values: [] }]);
  };
  const replace = (changed: RuleDraft) =>
    onChange(rules.map((rule) => (rule.key === changed.key ? changed : rule)));

  return (
    <fieldset className="filter">
      <legend>{texts.filter.heading}</legend>
      {rules.map((rule, index) => (
        <Row
          key={rule.key}
          number={index + 1}
          rule={rule}
          variables={variables}
          options={options}
          onChange={replace}
          onRemove={() => onChange(rules.filter((other) => other !== rule))}
        />
      ))}
      <Button variant="subtle" size="compact-sm" onClick={add} disabled={options.length === 0}>
        + {texts.filter.add}
      </Button>
      {rules.length > 0 && rules.every(complete) && (
        <Code block className="filter-json" aria-label={texts.filter.json}>
          {JSON.stringify(toFilter(rules, variables))}
        </Code>
      )}
    </fieldset>
  );
}

interface RowProps {
  number: number;
  rule: RuleDraft;
  variables: Map<string, Variable>;
  options: { value: string; label: string }[];
  onChange: (rule: RuleDraft) => void;
  onRemove: () => void;
}

function Row({ number, rule, variables, options, onChange, onRemove }: RowProps) {
  const variable = variables.get(rule.variable);
  const operators = operatorsOf(variable).map((value) => ({
    value,
    label: texts.filter.operators[value] ?? value,
  }));
  return (
    <div className="rule">
      <Select
        aria-label={texts.filter.variable(number)}
        placeholder={texts.filter.pickVariable}
        data={options}
        value={rule.variable || null}
        onChange={(code) => onChange(about(rule, variables.get(code ?? "")))}
        searchable
        limit={300}
      />
      <CloseButton aria-label={texts.filter.remove(number)} onClick={onRemove} />
      <Select
        aria-label={texts.filter.operator(number)}
        data={operators}
        value={rule.operator}
        onChange={(operator) => onChange({ ...rule, operator: operator ?? "equal", values: [] })}
        allowDeselect={false}
      />
      <RuleValue
        number={number}
        rule={rule}
        variable={variable}
        onChange={(values) => onChange({ ...rule, values })}
      />
    </div>
  );
}
