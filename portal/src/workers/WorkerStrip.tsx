import { useQuery } from "@tanstack/react-query";
import { workers } from "../api/queries";
import type { Worker } from "../api/types";
import { Panel } from "../shell/Panel";
import { ago } from "../shell/time";
import { texts } from "../texts";

const many = 12; // from here on the list scrolls

export function WorkerStrip() {
  const { data, dataUpdatedAt } = useQuery(workers);
  return (
    <Panel heading={texts.workers.heading} className="bare">
      {data?.length === 0 && <p className="plain quiet">{texts.workers.none}</p>}
      <ul
        className="worker-strip"
        tabIndex={data !== undefined && data.length > many ? 0 : undefined}
      >
        {data?.map((worker) => (
          <WorkerCard key={worker.id} worker={worker} nowMillis={dataUpdatedAt} />
        ))}
      </ul>
    </Panel>
  );
}

function WorkerCard({ worker, nowMillis }: { worker: Worker; nowMillis: number }) {
  const { state, lastContact } = worker;
  const contact =
    lastContact === null ? texts.workers.never : texts.workers.contact(ago(lastContact, nowMillis));
  return (
    <li className={`worker ${state}`}>
      <p className="plain worker-name">
        <span className={`dot ${state}`} aria-hidden />
        <strong>{worker.name}</strong>
        <span className={state === "connected" ? "quiet" : "alarm"}>
          {texts.workers.state[state] ?? state}
        </span>
      </p>
      <p className="plain quiet">
        {texts.workers.datasets(worker.datasets.length)} · {texts.workers.policy(worker.policy)}
      </p>
      <p className="plain quiet">{contact}</p>
    </li>
  );
}
