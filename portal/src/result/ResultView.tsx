import { Button } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { Experiment, Result, Site } from "../api/types";
import { Notice } from "../shell/Notice";
import { texts } from "../texts";
import { saveJson } from "./download";
import { ResultTable } from "./ResultTable";
import { SitesTable } from "./SitesTable";

// Drawing comes with the first result, not with the first page.
const PlotFigure = lazy(() => import("../plots/PlotFigure"));

/** A result drawn from its own description: nothing here knows any algorithm. */
export function ResultView({ experiment, result }: { experiment: Experiment; result: Result }) {
  const { tables, plots } = result.presentation;
  return (
    <div className="result">
      <Warnings result={result} />
      <p className="plain method">
        <span className="badge privacy" title={result.privacy.text}>
          {texts.result.modes[result.privacy.mode] ?? result.privacy.mode}
        </span>
        <span>{result.privacy.text}</span>
      </p>
      <p className="plain quiet">
        {texts.result.method}: {result.method}
      </p>
      {tables.length + plots.length === 0 && <p className="plain">{texts.result.empty}</p>}
      {tables.slice(0, 1).map((table, index) => (
        <ResultTable key={index} table={table} />
      ))}
      <Suspense fallback={<p className="plain quiet">{texts.shell.loading}</p>}>
        {plots.map((plot, index) => (
          <PlotFigure key={index} plot={plot} />
        ))}
      </Suspense>
      {tables.slice(1).map((table, index) => (
        <ResultTable key={index} table={table} />
      ))}
      <SitesTable sites={result.sites} dropped={result.dropped} />
      <Button
        variant="default"
        onClick={() => saveJson(`koinon-${experiment.id}.json`, experiment)}
      >
        {texts.result.download}
      </Button>
    </div>
  );
}

function Warnings({ result }: { result: Result }) {
  const out = result.sites.filter(({ participation }) => participation !== "contributed");
  return (
    <>
      {out.length > 0 && <Lines title={texts.result.excluded} lines={out.map(exclusion)} />}
      {result.warnings.length > 0 && (
        <Lines title={texts.result.warnings} lines={result.warnings} />
      )}
    </>
  );
}

function exclusion(site: Site): string {
  const how = texts.result.participations[site.participation] ?? site.participation;
  return texts.result.siteOut(site.name, how, site.reason);
}

function Lines({ title, lines }: { title: string; lines: string[] }) {
  return (
    <Notice tone="careful" title={title}>
      <ul>
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
    </Notice>
  );
}
