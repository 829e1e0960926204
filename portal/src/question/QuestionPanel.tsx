import { Button, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import * as api from "../api/queries";
import type { DataModelSummary, Dataset } from "../api/types";
import { DatasetPicker } from "../datasets/DatasetPicker";
import { FilterRows } from "../filter/FilterRows";
import { ProblemNote } from "../problem/ProblemNote";
import { sentenceOf } from "../problem/sentence";
import { Panel } from "../shell/Panel";
import { texts } from "../texts";
import { AlgorithmPicker } from "./AlgorithmPicker";
import {
  contextOf,
  emptyDraft,
  filterable,
  missing,
  settled,
  toRequest,
  type Draft,
} from "./draft";
import { MethodForm } from "./MethodForm";

/** The form of a question; tells the id of the experiment that it started. */
export function QuestionPanel({ onStarted }: { onStarted: (id: string) => void }) {
  const models = useQuery(api.dataModels);
  const algorithms = useQuery(api.algorithms);
  const datasets = useQuery(api.datasets);
  const trouble = troubleOf(models) ?? troubleOf(algorithms) ?? troubleOf(datasets);
  return (
    <Panel heading={texts.question.heading} className="ask">
      {trouble !== null && <ProblemNote problem={sentenceOf(trouble)} />}
      {models.data?.length === 0 && <p className="plain quiet">{texts.question.noDataModels}</p>}
      {algorithms.data?.length === 0 && (
        <p className="plain quiet">{texts.question.noAlgorithms}</p>
      )}
      {models.data?.[0] !== undefined && algorithms.data?.[0] !== undefined && (
        <Question models={models.data} first={models.data[0].id} onStarted={onStarted} />
      )}
    </Panel>
  );
}

/** Why there is nothing to show; what is shown already stays, the banner tells of a lost connection. */
function troubleOf({ data, error }: { data: unknown; error: Error | null }): Error | null {
  return data === undefined ? error : null;
}

interface QuestionProps {
  models: DataModelSummary[];
  first: string;
  onStarted: (id: string) => void;
}

function Question({ models, first, onStarted }: QuestionProps) {
  const [written, setDraft] = useState<Draft>({ ...emptyDraft, dataModel: first });
  const loaded = useQuery(api.dataModel(written.dataModel));
  const model = loaded.data;
  const trouble = troubleOf(loaded);
  const algorithms = useQuery(api.algorithms).data ?? [];
  const offered = useOffered(written.dataModel);
  const algorithm = algorithms.find(({ name }) => name === written.algorithm);
  const codes = written.datasets;
  const context = useMemo(() => {
    return contextOf(
      model,
      offered.datasets.filter(({ code }) => codes.includes(code)),
      algorithm,
    );
  }, [model, offered.datasets, codes, algorithm]);
  const draft = useMemo(() => settled(written, context), [written, context]);
  const variables = useMemo(() => filterable(context), [context]);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });

  return (
    <form className="question" onSubmit={(event) => event.preventDefault()} noValidate>
      <DataModelPicker
        models={models}
        value={draft.dataModel}
        onChange={(id) => setDraft({ ...emptyDraft, dataModel: id, algorithm: draft.algorithm })}
      />
      {trouble !== null && <ProblemNote problem={sentenceOf(trouble)} />}
      <DatasetPicker
        datasets={offered.datasets}
        connected={offered.connected}
        value={draft.datasets}
        onChange={(datasets) => change({ datasets })}
      />
      <AlgorithmPicker
        algorithms={algorithms}
        chosen={algorithm}
        onChange={(name) => change({ algorithm: name, parameters: {} })}
      />
      {algorithm && (
        <MethodForm algorithm={algorithm} draft={draft} context={context} onChange={change} />
      )}
      {algorithm && (
        <FilterRows
          rules={draft.rules}
          variables={variables}
          onChange={(rules) => change({ rules })}
        />
      )}
      <RunBar
        draft={draft}
        needs={missing(draft, context)}
        request={() => toRequest(draft, context)}
        onStarted={onStarted}
      />
    </form>
  );
}

const noDatasets: Dataset[] = [];

/** Datasets of a model, and which workers are there now. */
function useOffered(dataModel: string) {
  const all = useQuery(api.datasets).data ?? noDatasets;
  const workers = useQuery(api.workers).data;
  return useMemo(() => {
    const present = workers?.filter(({ state }) => state === "connected") ?? [];
    return {
      datasets: all.filter((dataset) => dataset.dataModel === dataModel),
      connected: new Set(present.map(({ name }) => name)),
    };
  }, [all, workers, dataModel]);
}

interface DataModelProps {
  models: DataModelSummary[];
  value: string;
  onChange: (id: string) => void;
}

function DataModelPicker({ models, value, onChange }: DataModelProps) {
  const chosen = models.find(({ id }) => id === value);
  return (
    <Select
      label={texts.question.dataModel}
      description={chosen && texts.question.dataModelNote(chosen.variables, chosen.datasets.length)}
      data={models.map(({ id, label }) => ({
        value: id,
        label: texts.question.dataModelOption(label, id),
      }))}
      value={value}
      onChange={(id) => id !== null && id !== value && onChange(id)}
      allowDeselect={false}
      withAsterisk
    />
  );
}

interface RunProps {
  draft: Draft;
  needs: string[];
  request: () => ReturnType<typeof toRequest>;
  onStarted: (id: string) => void;
}

function RunBar({ draft, needs, request, onStarted }: RunProps) {
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: api.start,
    onSuccess: (experiment) => {
      client.setQueryData(api.experiment(experiment.id).queryKey, experiment);
      void client.invalidateQueries({ queryKey: api.experiments.queryKey, exact: true });
      onStarted(experiment.id);
    },
  });
  const ready = needs.length === 0;
  return (
    <div className="run-bar">
      {run.error !== null && <ProblemNote problem={sentenceOf(run.error)} />}
      <p className="plain quiet" role="status">
        {ready ? texts.question.ready(draft.datasets.length) : texts.question.stillNeeded(needs)}
      </p>
      <Button
        type="submit"
        size="md"
        fullWidth
        disabled={!ready}
        loading={run.isPending}
        onClick={() => run.mutate(request())}
      >
        {texts.question.run}
      </Button>
    </div>
  );
}
