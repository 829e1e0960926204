import { MultiSelect, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import type { Level, ParameterSpec, ParameterValue, VariablesByKey } from "../api/types";
import { formatNumber } from "../statistic/format";
import { texts } from "../texts";

interface Props {
  spec: ParameterSpec;
  value: ParameterValue | null;
  /** Levels or variables to choose from where the domain is one of these. */
  levels: Level[];
  onChange: (value: ParameterValue | null) => void;
}

/** The input for one parameter, as its domain asks for. */
export function ParameterField({ spec, value, levels, onChange }: Props) {
  const { domain } = spec;
  const common = {
    label: spec.label || spec.name,
    description: describe(spec),
    withAsterisk: spec.mandatory,
  };
  switch (domain.type) {
    case "real":
    case "int":
      return (
        <NumberInput
          {...common}
          value={typeof value === "number" ? value : ""}
          onChange={(entered) => onChange(typeof entered === "number" ? entered : null)}
          allowDecimal={domain.type === "real"}
          step={domain.type === "real" ? 0.05 : 1}
          clampBehavior="blur"
          {...bounds(domain.min, domain.max)}
        />
      );
    case "choice":
      return (
        <Choice
          common={common}
          options={domain.values.map((code) => ({ code, label: code }))}
          value={value}
          onChange={onChange}
        />
      );
    case "level_of_y":
    case "level_of_x": {
      const role = domain.type === "level_of_y" ? texts.variables.y : texts.variables.x;
      const hint = levels.length === 0 ? texts.parameters.levelMissing(role) : common.description;
      return (
        <Choice
          common={{ ...common, description: hint }}
          options={levels}
          value={value}
          onChange={onChange}
        />
      );
    }
    case "flag":
      return (
        <Switch
          label={common.label}
          description={common.description}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case "formula":
    case "text":
      return (
        <TextInput
          {...common}
          value={value === null ? "" : String(value)}
          maxLength={domain.type === "text" ? domain.maxLength : 4000}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      );
    case "variables_by_key":
      return (
        <Lists
          common={common}
          keys={domain.keys}
          options={levels}
          value={value !== null && typeof value === "object" ? value : {}}
          onChange={onChange}
        />
      );
  }
}

interface ChoiceProps {
  common: { label: string; description: string; withAsterisk: boolean };
  options: Level[];
  value: ParameterValue | null;
  onChange: (value: ParameterValue | null) => void;
}

function Choice({ common, options, value, onChange }: ChoiceProps) {
  return (
    <Select
      {...common}
      data={options.map(({ code, label }) => ({ value: code, label: label || code }))}
      value={value === null ? null : String(value)}
      onChange={onChange}
      disabled={options.length === 0}
      searchable={options.length > 8}
      clearable={!common.withAsterisk}
    />
  );
}

interface ListsProps {
  common: { label: string; description: string };
  keys: string[];
  options: Level[];
  value: VariablesByKey;
  onChange: (value: VariablesByKey) => void;
}

/** A list of variables for each key; a key without variables is left out. */
function Lists({ common, keys, options, value, onChange }: ListsProps) {
  const change = (key: string, codes: string[]) => {
    const others = Object.entries(value).filter(([other]) => other !== key);
    onChange(Object.fromEntries(codes.length === 0 ? others : [...others, [key, codes]]));
  };
  return (
    <fieldset className="settings">
      <legend>{common.label}</legend>
      <p>{common.description}</p>
      {keys.map((key) => (
        <MultiSelect
          key={key}
          label={key}
          data={options.map(({ code, label }) => ({ value: code, label: label || code }))}
          value={value[key] ?? []}
          onChange={(codes) => change(key, codes)}
          disabled={options.length === 0}
        />
      ))}
    </fieldset>
  );
}

function finiteOrNull(bound: number | string | null): number | null {
  return typeof bound === "number" &&
    Number.isFinite(bound) &&
    Math.abs(bound) < Number.MAX_SAFE_INTEGER
    ? bound
    : null;
}

function bounds(
  min: number | string | null,
  max: number | string | null,
): { min?: number; max?: number } {
  const [low, high] = [finiteOrNull(min), finiteOrNull(max)];
  return { ...(low === null ? {} : { min: low }), ...(high === null ? {} : { max: high }) };
}

function describe(spec: ParameterSpec): string {
  const { domain } = spec;
  const parts = [spec.description];
  if (domain.type === "real" || domain.type === "int") {
    parts.push(rangeText(finiteOrNull(domain.min), finiteOrNull(domain.max)));
  }
  if (spec.default !== null && typeof spec.default !== "object" && domain.type !== "flag") {
    parts.push(
      texts.parameters.standard(
        typeof spec.default === "number" ? formatNumber(spec.default) : String(spec.default),
      ),
    );
  }
  return parts.filter((part) => part !== "").join(" · ");
}

function rangeText(min: number | null, max: number | null): string {
  if (min !== null && max !== null) {
    return texts.parameters.range(formatNumber(min), formatNumber(max));
  }
  if (min !== null) {
    return texts.parameters.atLeast(formatNumber(min));
  }
  return max === null ? "" : texts.parameters.atMost(formatNumber(max));
}
