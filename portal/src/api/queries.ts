import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";
import type {
  Algorithm,
  DataModel,
  DataModelSummary,
  Dataset,
  Experiment,
  Request,
  Status,
  Worker,
} from "./types";

const pulseMillis = 5_000;
const forever = Infinity;

export const status = queryOptions({
  queryKey: ["status"],
  queryFn: () => call<Status>("GET", "/status"),
  refetchInterval: pulseMillis,
});

export const workers = queryOptions({
  queryKey: ["workers"],
  queryFn: async () => (await call<{ workers: Worker[] }>("GET", "/workers")).workers,
  refetchInterval: pulseMillis,
});

export const dataModels = queryOptions({
  queryKey: ["data-models"],
  queryFn: async () =>
    (await call<{ dataModels: DataModelSummary[] }>("GET", "/data-models")).dataModels,
});

export const dataModel = (id: string) =>
  queryOptions({
    queryKey: ["data-models", id],
    queryFn: () => call<DataModel>("GET", "/data-models/" + encodeURIComponent(id)),
    enabled: id !== "",
    staleTime: forever,
  });

export const datasets = queryOptions({
  queryKey: ["datasets"],
  queryFn: async () => (await call<{ datasets: Dataset[] }>("GET", "/datasets")).datasets,
});

export const algorithms = queryOptions({
  queryKey: ["algorithms"],
  queryFn: async () => (await call<{ algorithms: Algorithm[] }>("GET", "/algorithms")).algorithms,
  staleTime: forever,
});

export const experiments = queryOptions({
  queryKey: ["experiments"],
  queryFn: async () =>
    (await call<{ experiments: Experiment[] }>("GET", "/experiments?limit=20")).experiments,
  refetchInterval: 3 * pulseMillis,
});

export const experiment = (id: string) =>
  queryOptions({
    queryKey: ["experiments", id],
    queryFn: () => call<Experiment>("GET", "/experiments/" + encodeURIComponent(id)),
  });

export const start = (request: Request) => call<Experiment>("POST", "/experiments", request);

export const cancel = (id: string) =>
  call<unknown>("DELETE", "/experiments/" + encodeURIComponent(id));
