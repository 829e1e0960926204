/**
 * The master's API with canned answers, and the built portal under the master's security headers:
 *   npm run build && npm run dev:mock      then http://localhost:9090
 * or, with `npm run dev` beside it, the portal as it is being written.
 */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { algorithms, dataModels, datasets } from "./data.mjs";
import { presentations, sites } from "./results.mjs";

const port = Number(process.argv[2] ?? 9090);
const dist = new URL("../dist", import.meta.url).pathname;
const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const experiments = new Map();
const now = () => new Date().toISOString();

const hospitals = [1, 2, 3, 4].map((n) => {
  const name = `Hospital ${n}`;
  const own = datasets.filter(({ worker }) => worker === name).map(({ code }) => code);
  return {
    id: name,
    name,
    state: n === 4 ? "lost" : "connected",
    lastContact: n === 4 ? new Date(Date.now() - 420_000).toISOString() : now(),
    version: "0.1.0",
    datasets: own,
    policy: "strict",
  };
});
const status = () => ({
  name: "Koinon demo",
  version: "0.1.0",
  login: "none",
  state: "ready",
  workers: { connected: 3, known: 4 },
  experiments: {
    running: [...experiments.values()].filter(({ state }) => state === "running").length,
    queued: 0,
  },
});

function problem(status, code, blame, title, detail) {
  return { status, body: { type: `/problems/${code}`, title, status, detail, code, blame } };
}
const unknown = () =>
  problem(404, "UNKNOWN_EXPERIMENT", "analyst", "Unknown experiment", "no experiment has this id");

function resultOf({ algorithm }) {
  return {
    method: algorithms.find(({ name }) => name === algorithm)?.label.toLowerCase() ?? algorithm,
    warnings:
      algorithm === "linear_regression"
        ? ["Level “Other” of Alzheimer broad category has no rows: its term is left out."]
        : [],
    privacy: {
      mode: "masked",
      text: "Only sums over 3 sites were seen by the master; no part of one site.",
    },
    sites,
    dropped: { missing: { value: 47 }, outOfBounds: { value: 2 } },
    statistics: {},
    presentation: presentations[algorithm],
  };
}

// Rounds of 1.5 s in which the sites answer one after the other.
function step(experiment, tick) {
  const names = sites.slice(0, 3).map(({ name }) => name);
  const round = Math.floor(tick / 4) + 1;
  const answered = tick % 4;
  experiment.state = "running";
  experiment.progress = {
    round,
    title: round === 1 ? "levels in use" : "moments",
    sites: names.map((name, i) => ({ name, state: i < answered ? "answered" : "computing" })),
  };
  if (round > 3) {
    const failed = experiment.request.parameters.max_iterations === 1;
    Object.assign(experiment, { state: failed ? "failed" : "succeeded", finished: now() });
    experiment.result = failed ? null : resultOf(experiment.request);
    experiment.problem = failed
      ? problem(
          422,
          "NOT_CONVERGED",
          "analyst",
          "The fit did not converge",
          "after 1 iteration the deviance still changed",
        ).body
      : null;
  }
}
const ended = ({ state }) => ["succeeded", "failed", "cancelled"].includes(state);

function begin(request) {
  const experiment = {
    id: randomUUID(),
    state: "queued",
    created: now(),
    finished: null,
    request,
    progress: null,
    result: null,
    problem: null,
  };
  experiments.set(experiment.id, experiment);
  let tick = 0;
  const timer = setInterval(
    () => (ended(experiment) ? clearInterval(timer) : step(experiment, tick++)),
    400,
  );
  return { status: 202, body: experiment };
}

function events(response, experiment) {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  const send = () => {
    response.write(
      `event: ${ended(experiment) ? "result" : "progress"}\ndata: ${JSON.stringify(experiment)}\n\n`,
    );
    if (ended(experiment)) {
      clearInterval(timer);
      response.end();
    }
  };
  const timer = setInterval(send, 300);
  response.on("close", () => clearInterval(timer));
}

function summary({ root, ...model }) {
  const count = (group) =>
    group.variables.length + group.groups.reduce((sum, child) => sum + count(child), 0);
  return {
    ...model,
    variables: count(root),
    datasets: datasets.filter(({ dataModel }) => dataModel === model.id).map(({ code }) => code),
  };
}

function answer(method, [noun, id], body) {
  const ok = (value) => ({ status: 200, body: value });
  switch (noun) {
    case "status":
      return ok(status());
    case "workers":
      return ok({ workers: hospitals });
    case "data-models":
      return ok(
        id ? dataModels.find((model) => model.id === id) : { dataModels: dataModels.map(summary) },
      );
    case "datasets":
      return ok({ datasets });
    case "algorithms":
      return ok({ algorithms });
    case "experiments":
      return experimentAnswer(method, id, body, ok);
    default:
      return problem(404, "MALFORMED_REQUEST", "analyst", "Nothing here", "");
  }
}

function experimentAnswer(method, id, body, ok) {
  if (id === undefined) {
    return method === "POST"
      ? begin(body)
      : ok({ experiments: [...experiments.values()].reverse() });
  }
  const experiment = experiments.get(id);
  if (experiment && method === "DELETE") {
    Object.assign(experiment, { state: "cancelled", finished: now() });
  }
  return experiment ? ok(experiment) : unknown();
}

async function file(response, path) {
  const name = normalize(path === "/" ? "/index.html" : path);
  const bytes = await readFile(join(dist, name)).catch(() => null);
  response.writeHead(bytes ? 200 : 404, {
    "Content-Type": types[extname(name)] ?? "text/plain",
    "Content-Security-Policy": policy,
  });
  response.end(bytes ?? "not found; run: npm run build");
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString());
}

createServer(async (request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  if (!path.startsWith("/api/v1/")) {
    return file(response, path);
  }
  const parts = path.slice("/api/v1/".length).split("/").map(decodeURIComponent);
  const experiment = experiments.get(parts[1]);
  if (parts[2] === "events" && experiment) {
    return events(response, experiment);
  }
  const { status: code, body } = answer(request.method, parts, await bodyOf(request));
  response.writeHead(code, {
    "Content-Type": code < 400 ? "application/json" : "application/problem+json",
  });
  response.end(JSON.stringify(body));
}).listen(port, "127.0.0.1", () => console.log(`http://localhost:${port}`));
