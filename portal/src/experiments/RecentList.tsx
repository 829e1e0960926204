import { useQuery } from "@tanstack/react-query";
import * as api from "../api/queries";
import { Panel } from "../shell/Panel";
import { ago } from "../shell/time";
import { texts } from "../texts";
import { methodName, questionOf } from "./names";
import { StateBadge } from "./StateBadge";

/** The latest experiments; each is a link, so that it can be opened, shared and gone back to. */
export function RecentList({ opened, href }: { opened: string; href: (id: string) => string }) {
  const { data, dataUpdatedAt } = useQuery(api.experiments);
  const algorithms = useQuery(api.algorithms).data ?? [];
  return (
    <Panel heading={texts.experiments.recent}>
      {data?.length === 0 && <p className="plain quiet">{texts.experiments.noneYet}</p>}
      <ul className="recent">
        {data?.map(({ id, state, created, request }) => (
          <li key={id}>
            <a href={href(id)} aria-current={id === opened ? "true" : undefined}>
              <span className="recent-name">
                <strong>{methodName(request, algorithms)}</strong>
                <span className="formula">{questionOf(request)}</span>
              </span>
              <span className="quiet recent-when">{ago(created, dataUpdatedAt)}</span>
              <StateBadge state={state} />
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
