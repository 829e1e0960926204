import { Button, Checkbox, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import type { Dataset } from "../api/types";
import { StatisticText } from "../statistic/StatisticText";
import { texts } from "../texts";

interface Props {
  datasets: Dataset[];
  /** Names of the workers that are connected now. */
  connected: Set<string>;
  value: string[];
  onChange: (codes: string[]) => void;
}

const manyDatasets = 8;

/** Datasets of one data model, each with its worker and its rows. */
export function DatasetPicker({ datasets, connected, value, onChange }: Props) {
  const [query, setQuery] = useState("");
  const id = useId();
  const words = query.trim().toLowerCase();
  const shown = datasets.filter(({ code, label, worker }) =>
    `${code} ${label} ${worker}`.toLowerCase().includes(words),
  );
  const codes = new Set(shown.map(({ code }) => code));
  const toggle = (code: string, on: boolean) =>
    onChange(on ? [...value, code] : value.filter((other) => other !== code));

  return (
    <div role="group" aria-labelledby={id}>
      <div className="field-head">
        <span id={id} className="field-label">
          {texts.datasets.label}
        </span>
        <span className="quiet">
          {texts.datasets.chosen(value.length, new Set(datasets.map(({ code }) => code)).size)}
        </span>
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => onChange([...new Set([...value, ...codes])])}
        >
          {texts.datasets.all}
        </Button>
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => onChange(words === "" ? [] : value.filter((code) => !codes.has(code)))}
        >
          {texts.datasets.none}
        </Button>
      </div>
      {datasets.length > manyDatasets && (
        <TextInput
          aria-label={texts.datasets.search}
          placeholder={texts.datasets.search}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          mb="xs"
        />
      )}
      {shown.length === 0 && (
        <p className="plain quiet">
          {datasets.length === 0 ? texts.datasets.empty : texts.datasets.noMatch}
        </p>
      )}
      <ul className="datasets">
        {shown.map((dataset) => (
          <Row
            key={`${dataset.worker}/${dataset.code}`}
            dataset={dataset}
            available={connected.has(dataset.worker)}
            checked={value.includes(dataset.code)}
            onToggle={(on) => toggle(dataset.code, on)}
          />
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  dataset: Dataset;
  available: boolean;
  checked: boolean;
  onToggle: (on: boolean) => void;
}

function Row({ dataset, available, checked, onToggle }: RowProps) {
  const { label, code, worker, rows } = dataset;
  return (
    <li className={checked ? "dataset chosen" : "dataset"}>
      <Checkbox
        label={label || code}
        checked={checked}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      <span className="quiet" title={available ? code : texts.datasets.unavailable(worker)}>
        {!available && (
          <span className="dot lost" role="img" aria-label={texts.datasets.unavailable(worker)} />
        )}{" "}
        {worker}
      </span>
      <span className="dataset-rows">
        <StatisticText of={rows} as="count" /> <span className="quiet">{texts.datasets.rows}</span>
      </span>
    </li>
  );
}
