import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { follow } from "../api/events";
import * as api from "../api/queries";
import { isFinal, type Experiment } from "../api/types";

/** An experiment, kept up to date by the master's events until it has ended. */
export function useExperiment(id: string) {
  const client = useQueryClient();
  const query = useQuery(api.experiment(id));
  const [live, setLive] = useState(true);
  const running = query.data !== undefined && !isFinal(query.data.state);

  useEffect(() => {
    if (!running) {
      return undefined;
    }
    return follow(id, {
      live: (now) => {
        setLive(now);
        if (!now) {
          // It may have ended meanwhile: ask once, beside the stream that mends itself.
          void client.invalidateQueries({ queryKey: api.experiment(id).queryKey });
        }
      },
      changed: (experiment: Experiment) => {
        client.setQueryData(api.experiment(id).queryKey, experiment);
        void client.invalidateQueries({ queryKey: api.experiments.queryKey, exact: true });
      },
    });
  }, [id, running, client]);

  return { experiment: query.data, error: query.error, live: live || !running };
}
