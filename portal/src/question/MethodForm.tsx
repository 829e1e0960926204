import type { Algorithm, VariableSpec } from "../api/types";
import { texts } from "../texts";
import { takesAny } from "../variables/cardinality";
import { VariablePicker } from "../variables/VariablePicker";
import { eligible, levelsFor, parameterValue, type Context, type Draft } from "./draft";
import { ParameterField } from "./ParameterField";

interface Props {
  algorithm: Algorithm;
  draft: Draft;
  context: Context;
  onChange: (part: Partial<Draft>) => void;
}

/** Inputs of an algorithm, generated from its specification. */
export function MethodForm({ algorithm, draft, context, onChange }: Props) {
  const place = (key: "y" | "x", spec: VariableSpec) => {
    const other = key === "y" ? "x" : "y";
    const { placed, hidden } = eligible(context, spec);
    return (
      <VariablePicker
        role={texts.variables[key]}
        spec={spec}
        eligible={placed}
        hidden={hidden}
        taken={{ role: algorithm[other].label || texts.variables[other], codes: draft[other] }}
        value={draft[key]}
        onChange={(codes) => onChange({ [key]: codes })}
      />
    );
  };
  return (
    <>
      {takesAny(algorithm.y) && place("y", algorithm.y)}
      {takesAny(algorithm.x) && place("x", algorithm.x)}
      {algorithm.parameters.length > 0 && (
        <fieldset className="settings">
          <legend>{texts.question.parameters}</legend>
          {algorithm.parameters.map((spec) => (
            <ParameterField
              key={spec.name}
              spec={spec}
              value={parameterValue(draft, spec)}
              levels={levelsFor(spec, draft, context)}
              onChange={(value) =>
                onChange({ parameters: { ...draft.parameters, [spec.name]: value } })
              }
            />
          ))}
        </fieldset>
      )}
    </>
  );
}
