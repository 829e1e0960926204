import { useHash } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { isUnreachable } from "../api/client";
import * as api from "../api/queries";
import { ExperimentPanel } from "../experiments/ExperimentPanel";
import { RecentList } from "../experiments/RecentList";
import { Welcome } from "../experiments/Welcome";
import { QuestionPanel } from "../question/QuestionPanel";
import { texts } from "../texts";
import { WorkerStrip } from "../workers/WorkerStrip";
import { Banners } from "./Banners";
import { Header } from "./Header";

const place = "#experiment=";
const href = (id: string) => place + encodeURIComponent(id);

function idOf(hash: string): string {
  try {
    return hash.startsWith(place) ? decodeURIComponent(hash.slice(place.length)) : "";
  } catch {
    return ""; // a broken escape in a mistyped address
  }
}

/** The whole page. The open experiment is part of the address. */
export function Frame() {
  const [hash, setHash] = useHash({ getInitialValueInEffect: false });
  const status = useQuery(api.status);
  const lost = isUnreachable(status.error);
  useRefreshAfter(lost);
  useCatalogueRefresh();
  const opened = idOf(hash);
  const answer = useScrollTo(opened);
  const name = status.data?.name;
  useEffect(() => {
    document.title = name === undefined ? texts.shell.product : `${name} · ${texts.shell.product}`;
  }, [name]);

  return (
    <>
      <Header status={status.data} lost={lost} />
      <Banners status={status.data} lost={lost} />
      <main>
        <WorkerStrip />
        <div className={opened === "" ? "columns" : "columns reading"}>
          <div id="ask" tabIndex={-1}>
            <QuestionPanel onStarted={(id) => setHash(href(id))} />
          </div>
          <div className="answers" ref={answer} tabIndex={-1}>
            {opened === "" ? (
              <Welcome />
            ) : (
              <ExperimentPanel key={opened} id={opened} onClose={() => setHash("")} />
            )}
            <RecentList opened={opened} href={href} />
          </div>
        </div>
      </main>
    </>
  );
}

/** Asks again for everything once a lost connection is back. */
function useRefreshAfter(lost: boolean) {
  const client = useQueryClient();
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !lost) {
      void client.invalidateQueries();
    }
    was.current = lost;
  }, [lost, client]);
}

/** Asks again for data models and datasets when a worker comes, goes or publishes. */
function useCatalogueRefresh() {
  const client = useQueryClient();
  const present = useQuery(api.workers).data;
  const catalogue = present?.map(({ name, datasets }) => [name, ...datasets].join()).join(";");
  const before = useRef(catalogue);
  useEffect(() => {
    if (before.current !== undefined && before.current !== catalogue) {
      void client.invalidateQueries({ queryKey: api.datasets.queryKey });
      void client.invalidateQueries({ queryKey: api.dataModels.queryKey, exact: true });
    }
    before.current = catalogue;
  }, [catalogue, client]);
}

/** Brings the answer into sight when it opens: the form and the list are longer than a screen. */
function useScrollTo(opened: string) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const top = ref.current?.getBoundingClientRect().top ?? 0;
    if (opened !== "" && (top < 0 || top > window.innerHeight / 2)) {
      ref.current?.scrollIntoView();
    }
  }, [opened]);
  return ref;
}
