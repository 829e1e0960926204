import { Button, Progress } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import * as api from "../api/queries";
import type { Experiment, Progress as Rounds } from "../api/types";
import { ProblemNote } from "../problem/ProblemNote";
import { sentenceOf } from "../problem/sentence";
import { Notice } from "../shell/Notice";
import { texts } from "../texts";

/** A question on its way: the round, what each site does, and the way to stop it. */
export function Running({ experiment, live }: { experiment: Experiment; live: boolean }) {
  const stop = useMutation({ mutationFn: () => api.cancel(experiment.id) });
  const { progress } = experiment;
  return (
    <div className="running">
      {!live && (
        <Notice tone="wrong" title={texts.experiments.cut}>
          {texts.experiments.reconnecting}
        </Notice>
      )}
      {stop.error !== null && <ProblemNote problem={sentenceOf(stop.error)} />}
      {progress === null || progress.sites.length === 0 ? (
        <p className="plain quiet" role="status">
          {texts.experiments.queued}
        </p>
      ) : (
        <Round progress={progress} />
      )}
      <Button
        variant="default"
        loading={stop.isPending}
        disabled={stop.isSuccess}
        onClick={() => stop.mutate()}
      >
        {stop.isSuccess ? texts.experiments.cancelling : texts.experiments.cancel}
      </Button>
    </div>
  );
}

function Round({ progress }: { progress: Rounds }) {
  const { sites } = progress;
  const answered = sites.filter(({ state }) => state === "answered").length;
  return (
    <>
      <p className="plain" role="status">
        <strong>{texts.experiments.round(progress.round, progress.title)}</strong>{" "}
        <span className="quiet">{texts.experiments.answered(answered, sites.length)}</span>
      </p>
      <Progress
        value={(100 * answered) / sites.length}
        aria-label={texts.experiments.rounds}
        animated
      />
      <ul className="site-progress">
        {sites.map(({ name, state }) => (
          <li key={name} className={state}>
            <span className={`dot ${state}`} aria-hidden />
            <span>{name}</span>
            <span className="quiet">{texts.experiments.site[state] ?? state}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
