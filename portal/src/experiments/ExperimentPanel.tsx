import { CloseButton, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import * as api from "../api/queries";
import type { Experiment } from "../api/types";
import { ProblemNote } from "../problem/ProblemNote";
import { sentence, sentenceOf } from "../problem/sentence";
import { ResultView } from "../result/ResultView";
import { Panel } from "../shell/Panel";
import { secondsBetween } from "../shell/time";
import { texts } from "../texts";
import { methodName, questionOf } from "./names";
import { Running } from "./Running";
import { StateBadge } from "./StateBadge";
import { useExperiment } from "./useExperiment";

/** One experiment: running, failed, or its result. */
export function ExperimentPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { experiment, error, live } = useExperiment(id);
  const algorithms = useQuery(api.algorithms).data ?? [];
  const heading = experiment
    ? methodName(experiment.request, algorithms)
    : texts.experiments.heading;
  const aside = (
    <span className="panel-aside">
      <span role="status">{experiment && <StateBadge state={experiment.state} />}</span>
      <CloseButton aria-label={texts.experiments.close} onClick={onClose} />
    </span>
  );
  return (
    <Panel heading={heading} aside={aside} className="experiment">
      {experiment && <Facts experiment={experiment} />}
      {experiment === undefined && error === null && <Loader aria-label={texts.shell.loading} />}
      {experiment === undefined && error !== null && <ProblemNote problem={sentenceOf(error)} />}
      {experiment && <Ending experiment={experiment} live={live} />}
    </Panel>
  );
}

function Facts({ experiment }: { experiment: Experiment }) {
  const { request, created, finished } = experiment;
  const facts = [
    texts.experiments.datasets(request.datasets),
    request.filter === null ? "" : texts.experiments.filtered,
    new Date(created).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" }),
    finished === null ? "" : texts.experiments.took(secondsBetween(created, finished)),
  ];
  return (
    <div className="facts">
      <p className="plain formula">{questionOf(request)}</p>
      <p className="plain quiet">{facts.filter((fact) => fact !== "").join(" · ")}</p>
    </div>
  );
}

function Ending({ experiment, live }: { experiment: Experiment; live: boolean }) {
  switch (experiment.state) {
    case "queued":
    case "running":
      return <Running experiment={experiment} live={live} />;
    case "cancelled":
      return <p className="plain">{texts.experiments.cancelled}</p>;
    case "failed":
      return (
        <ProblemNote
          problem={experiment.problem ? sentence(experiment.problem) : sentenceOf(null)}
        />
      );
    case "succeeded":
      return experiment.result === null ? null : (
        <ResultView experiment={experiment} result={experiment.result} />
      );
  }
}
