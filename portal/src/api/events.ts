import { base } from "./client";
import { isFinal, type Experiment } from "./types";

const names = ["state", "progress", "result"];
const retryMillis = 2_000;

/** What a follower of an experiment is told. */
export interface Follower {
  changed(experiment: Experiment): void;
  /** False while the stream is cut; the stream mends itself. */
  live(live: boolean): void;
}

/**
 * Follows an experiment until its final state. Nothing is lost when the stream is cut: each event
 * carries the whole experiment, and the master sends the present state first on every connection.
 *
 * @returns ends the following
 */
export function follow(id: string, follower: Follower): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    clearTimeout(timer);
    source?.close();
  };

  const receive = (event: MessageEvent<string>) => {
    const experiment = JSON.parse(event.data) as Experiment;
    follower.changed(experiment);
    if (isFinal(experiment.state)) {
      stop();
    }
  };

  const open = () => {
    const stream = new EventSource(base + "/experiments/" + encodeURIComponent(id) + "/events");
    source = stream;
    stream.onopen = () => follower.live(true);
    stream.onerror = () => {
      follower.live(false);
      // The browser tries again by itself, except after an answer that is not a stream.
      if (stream.readyState === EventSource.CLOSED) {
        timer = setTimeout(open, retryMillis);
      }
    };
    names.forEach((name) => stream.addEventListener(name, receive));
  };

  open();
  return stop;
}
