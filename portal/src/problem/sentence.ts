import { ApiError } from "../api/client";
import type { Problem } from "../api/types";
import { texts } from "../texts";

/** A problem in words: what happened, why, and what to do. */
export interface Sentence {
  title: string;
  detail: string;
  advice: string;
  code: string;
}

export function sentence(problem: Problem): Sentence {
  const code = problem.code;
  return {
    title:
      problem.title || (code === "UNREACHABLE" ? texts.shell.lost : texts.problem.unknownTitle),
    detail: finished(problem.detail ?? ""),
    advice:
      texts.problem.byCode[code] ??
      texts.problem.byBlame[problem.blame] ??
      texts.problem.byBlame["internal"] ??
      "",
    code,
  };
}

export function sentenceOf(error: unknown): Sentence {
  return error instanceof ApiError
    ? sentence(error.problem)
    : sentence({ title: "", status: 0, code: "PORTAL", blame: "internal" });
}

function finished(detail: string): string {
  const text = detail.trim();
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return text === "" || /[.!?]$/.test(text) ? capital : capital + ".";
}
