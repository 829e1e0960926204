import type { Experiment } from "../src/api/types";
import { datasets, logistic, model } from "./federation";

/** A master by hand: answers `fetch` and event streams of one page. */
export class Master {
  posted: unknown = null;
  cancelled = false;
  reachable = true;
  readonly streams: Stream[] = [];
  experiments: Experiment[] = [];
  refusal: object | null = null;

  install(): void {
    const streams = this.streams;
    globalThis.fetch = (input, init) =>
      this.answer(String(input), init?.method ?? "GET", init?.body);
    globalThis.EventSource = class extends Stream {
      constructor(readonly address: string) {
        super();
        streams.push(this);
      }
    } as unknown as typeof EventSource;
  }

  private async answer(address: string, method: string, body: unknown): Promise<Response> {
    if (!this.reachable) {
      throw new TypeError("network");
    }
    const path = address.replace("/api/v1", "");
    if (method === "POST" && this.refusal === null) {
      this.posted = JSON.parse(String(body));
      return Response.json(this.experiments[0], { status: 202 });
    }
    if (method === "POST") {
      return Response.json(this.refusal, {
        status: 422,
        headers: { "Content-Type": "application/problem+json" },
      });
    }
    if (method === "DELETE") {
      this.cancelled = true;
      return new Response(null, { status: 204 });
    }
    return Response.json(this.read(path));
  }

  private read(path: string): unknown {
    const one = this.experiments.find(({ id }) => path === `/experiments/${id}`);
    const answers: Record<string, unknown> = {
      "/status": {
        name: "Testland",
        version: "0.1.0",
        login: "none",
        state: "ready",
        workers: { connected: 1, known: 2 },
        experiments: { running: 0, queued: 0 },
      },
      "/workers": {
        workers: [
          {
            id: "1",
            name: "Hospital 1",
            state: "connected",
            lastContact: new Date().toISOString(),
            version: "0.1.0",
            datasets: ["edsd", "ppmi"],
            policy: "strict",
          },
          {
            id: "2",
            name: "Hospital 2",
            state: "lost",
            lastContact: null,
            version: "0.1.0",
            datasets: [],
            policy: "strict",
          },
        ],
      },
      "/data-models": {
        dataModels: [
          {
            id: model.id,
            label: model.label,
            longitudinal: false,
            variables: 7,
            datasets: ["edsd", "ppmi"],
          },
        ],
      },
      [`/data-models/${encodeURIComponent(model.id)}`]: model,
      "/datasets": { datasets },
      "/algorithms": { algorithms: [logistic] },
      "/experiments?limit=20": { experiments: this.experiments },
    };
    return one ?? answers[path];
  }
}

/** One event stream, driven by the test. */
export class Stream {
  static readonly CLOSED = 2;
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  private readonly listeners = new Map<string, (event: { data: string }) => void>();

  addEventListener(name: string, listener: (event: { data: string }) => void): void {
    this.listeners.set(name, listener);
  }

  close(): void {
    this.readyState = Stream.CLOSED;
  }

  send(name: string, experiment: Experiment): void {
    this.listeners.get(name)?.({ data: JSON.stringify(experiment) });
  }

  cut(final: boolean): void {
    this.readyState = final ? Stream.CLOSED : 0;
    this.onerror?.();
  }
}
