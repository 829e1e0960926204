import { Select } from "@mantine/core";
import type { Algorithm } from "../api/types";
import { texts } from "../texts";

interface Props {
  algorithms: Algorithm[];
  chosen: Algorithm | undefined;
  onChange: (name: string) => void;
}

/** The method, what it answers, and what it makes leave a site. */
export function AlgorithmPicker({ algorithms, chosen, onChange }: Props) {
  return (
    <div>
      <Select
        label={texts.question.algorithm}
        placeholder={texts.question.algorithmHint}
        data={algorithms.map(({ name, label }) => ({ value: name, label: label || name }))}
        value={chosen?.name ?? null}
        onChange={(name) => name !== null && onChange(name)}
        allowDeselect={false}
        searchable
        withAsterisk
      />
      {chosen && (
        <div className="about">
          <p className="plain">{chosen.description}</p>
          <p className="plain leaves">
            <strong>{texts.question.leaves}:</strong> {chosen.leaves}{" "}
            {texts.question.release[chosen.release]}
          </p>
        </div>
      )}
    </div>
  );
}
