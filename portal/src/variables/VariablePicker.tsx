import {
  MultiSelect,
  Select,
  type ComboboxItem,
  type ComboboxLikeRenderOptionInput,
  type ComboboxParsedItem,
  type OptionsFilter,
} from "@mantine/core";
import { useMemo } from "react";
import type { VariableSpec } from "../api/types";
import { texts } from "../texts";
import { cardinality } from "./cardinality";
import { matches, type Placed } from "./tree";

interface Props {
  /** Name of the place where the specification gives none. */
  role: string;
  spec: VariableSpec;
  eligible: Placed[];
  /** Variables that fit but are not in every chosen dataset. */
  hidden: number;
  /** Codes used in the other place. */
  taken: { role: string; codes: string[] };
  value: string[];
  onChange: (codes: string[]) => void;
}

/** Variables for y or x, exactly those that the specification and the datasets allow. */
export function VariablePicker({ role, spec, eligible, hidden, taken, value, onChange }: Props) {
  const byCode = useMemo(() => new Map(eligible.map((p) => [p.variable.code, p])), [eligible]);
  const data = useMemo(() => grouped(eligible, taken.codes), [eligible, taken.codes]);

  const common = {
    label: spec.label || role,
    description: describe(spec, eligible.length, hidden),
    placeholder: value.length === 0 ? texts.variables.search : "",
    nothingFoundMessage: eligible.length === 0 ? texts.variables.none : texts.variables.nothing,
    withAsterisk: spec.min > 0,
    searchable: true,
    clearable: true,
    maxDropdownHeight: 320,
    data,
    filter: filterBy(byCode),
    renderOption: ({ option }: ComboboxLikeRenderOptionInput<ComboboxItem>) => (
      <Option placed={byCode.get(option.value)} taken={option.disabled ? taken.role : ""} />
    ),
  };
  return spec.max === 1 ? (
    <Select
      {...common}
      value={value[0] ?? null}
      onChange={(code) => onChange(code === null ? [] : [code])}
    />
  ) : (
    <MultiSelect
      {...common}
      value={value}
      onChange={onChange}
      maxValues={spec.max ?? Infinity}
      hidePickedOptions
    />
  );
}

function describe(spec: VariableSpec, eligible: number, hidden: number): string {
  const parts = [spec.description, cardinality(spec), texts.variables.eligible(eligible)];
  return [...parts, hidden > 0 ? texts.variables.hidden(hidden) : ""]
    .filter((part) => part !== "")
    .join(" · ");
}

function grouped(eligible: Placed[], taken: string[]) {
  const groups = new Map<string, ComboboxItem[]>();
  for (const { variable, path } of eligible) {
    const items = groups.get(path) ?? [];
    items.push({
      value: variable.code,
      label: variable.label || variable.code,
      disabled: taken.includes(variable.code),
    });
    groups.set(path, items);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}

function filterBy(byCode: Map<string, Placed>): OptionsFilter {
  const found = (item: ComboboxItem, query: string) => {
    const placed = byCode.get(item.value);
    return placed !== undefined && matches(placed, query);
  };
  const keep = (item: ComboboxParsedItem, query: string): ComboboxParsedItem[] => {
    if (!("group" in item)) {
      return found(item as ComboboxItem, query) ? [item] : [];
    }
    const items = item.items.filter((child) => found(child as ComboboxItem, query));
    return items.length === 0 ? [] : [{ ...item, items }];
  };
  return ({ options, search }) => options.flatMap((item) => keep(item, search.trim()));
}

function Option({ placed, taken }: { placed: Placed | undefined; taken: string }) {
  if (placed === undefined) {
    return null;
  }
  const { code, label, kind, units, description } = placed.variable;
  return (
    <span className="option" title={description}>
      <span className={`kind ${kind}`} aria-hidden>
        {texts.variables.kind[kind]}
      </span>
      <span className="option-label">{label || code}</span>
      <span className="option-code">
        {taken === ""
          ? [code, units].filter((part) => part !== "").join(" · ")
          : texts.variables.usedAs(taken)}
      </span>
    </span>
  );
}
