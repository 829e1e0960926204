import { Notice } from "../shell/Notice";
import { texts } from "../texts";
import type { Sentence } from "./sentence";

/** A problem shown where it happened. */
export function ProblemNote({ problem }: { problem: Sentence }) {
  return (
    <Notice tone="wrong" title={problem.title}>
      {problem.detail !== "" && <p className="plain">{problem.detail}</p>}
      <p className="plain advice">{problem.advice}</p>
      <p className="plain quiet">{texts.problem.reference(problem.code)}</p>
    </Notice>
  );
}
