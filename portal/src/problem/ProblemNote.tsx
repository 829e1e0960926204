import { Alert } from "@mantine/core";
import { texts } from "../texts";
import type { Sentence } from "./sentence";

/** A problem shown where it happened. */
export function ProblemNote({ problem }: { problem: Sentence }) {
  return (
    <Alert color="red" variant="light" title={problem.title} role="alert">
      <p className="plain">{problem.detail}</p>
      <p className="plain advice">{problem.advice}</p>
      <p className="plain quiet">{texts.problem.reference(problem.code)}</p>
    </Alert>
  );
}
