import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { follow } from "../src/api/events";
import type { Experiment } from "../src/api/types";
import { experiment } from "./federation";
import { Master } from "./master";

describe("following an experiment", () => {
  const master = new Master();
  const states: Experiment["state"][] = [];
  const live: boolean[] = [];
  const follower = {
    changed: ({ state }: Experiment) => void states.push(state),
    live: (now: boolean) => void live.push(now),
  };

  beforeEach(() => {
    vi.useFakeTimers();
    master.streams.length = states.length = live.length = 0;
    master.install();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("ends with the final state", () => {
    follow("e1", follower);
    master.streams[0]?.send("progress", experiment("running"));
    master.streams[0]?.send("result", experiment("succeeded"));
    expect(states).toEqual(["running", "succeeded"]);
    expect(master.streams[0]?.readyState).toBe(2);
  });

  it("opens a new stream when the browser has given up on the old one", () => {
    follow("e1", follower);
    master.streams[0]?.cut(true);
    expect(live).toEqual([false]);
    vi.advanceTimersByTime(2_000);
    master.streams[1]?.onopen?.();
    master.streams[1]?.send("result", experiment("failed"));
    expect(live).toEqual([false, true]);
    expect(states).toEqual(["failed"]);
  });

  it("leaves reconnecting to the browser while the browser tries", () => {
    follow("e1", follower);
    master.streams[0]?.cut(false);
    vi.advanceTimersByTime(60_000);
    expect(master.streams).toHaveLength(1);
  });

  it("stops when it is told to, also while it waits", () => {
    const stop = follow("e1", follower);
    master.streams[0]?.cut(true);
    stop();
    vi.advanceTimersByTime(60_000);
    expect(master.streams).toHaveLength(1);
  });
});
