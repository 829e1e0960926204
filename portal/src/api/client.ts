import type { Problem } from "./types";

export const base = "/api/v1";
const timeoutMillis = 20_000;

/** A request that did not succeed, always with a problem document. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
    this.name = "ApiError";
  }
}

/** Code of the problem that stands for "no answer at all". */
export const UNREACHABLE = "UNREACHABLE";

function unreachable(): ApiError {
  return new ApiError({ title: "", status: 0, code: UNREACHABLE, blame: "internal" });
}

export function isUnreachable(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === UNREACHABLE;
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const given = (typeof body === "object" && body !== null ? body : {}) as Partial<Problem>;
  return {
    title: typeof given.title === "string" ? given.title : "",
    status: response.status,
    detail: typeof given.detail === "string" ? given.detail : "",
    code: typeof given.code === "string" ? given.code : "HTTP_" + response.status,
    blame: typeof given.blame === "string" ? given.blame : "internal",
  };
}

/**
 * Sends a request below the base address and reads the JSON answer.
 *
 * @throws ApiError for every other ending, a time-out included
 */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(base + path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMillis),
  }).catch(() => {
    throw unreachable();
  });
  if (!response.ok) {
    throw new ApiError(await problemOf(response));
  }
  const text = await response.text().catch(() => {
    throw unreachable();
  });
  try {
    return (text === "" ? null : JSON.parse(text)) as T;
  } catch {
    throw unreachable();
  }
}
