import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ApiError } from "../src/api/client";
import type { Problem } from "../src/api/types";
import { ProblemNote } from "../src/problem/ProblemNote";
import { sentence, sentenceOf } from "../src/problem/sentence";
import { hostile } from "./federation";
import { show } from "./show";

const problem = (part: Partial<Problem>): Problem => ({
  title: "It failed",
  status: 422,
  detail: "the reason",
  code: "X",
  blame: "analyst",
  ...part,
});

describe("a problem", () => {
  it("says what happened, why, and what to do", () => {
    show(<ProblemNote problem={sentence(problem({ code: "NOT_CONVERGED" }))} />);
    const note = screen.getByRole("alert");
    expect(note.textContent).toContain("It failed");
    expect(note.textContent).toContain("The reason.");
    expect(note.textContent).toContain("Use fewer or less correlated covariates");
    expect(note.textContent).toContain("code NOT_CONVERGED");
  });

  it.each(["analyst", "site", "policy", "internal", "nobody known"])(
    "has advice when %s is to blame",
    (blame) => {
      expect(sentence(problem({ blame })).advice).toMatch(/\.$/);
    },
  );

  it("has words even when the master sent none", () => {
    expect(sentence({ title: "", status: 500, code: "HTTP_500", blame: "internal" }).title).toBe(
      "Something went wrong",
    );
    expect(sentenceOf(new TypeError("boom")).advice).not.toContain("boom");
  });

  it("tells a lost connection from a refusal", () => {
    const lost = new ApiError({ title: "", status: 0, code: "UNREACHABLE", blame: "internal" });
    expect(sentenceOf(lost).title).toBe("Connection lost");
  });

  it("shows hostile details as text", () => {
    const { container } = show(<ProblemNote problem={sentence(problem({ detail: hostile }))} />);
    expect(container.querySelector("img")).toBeNull();
    expect(container.textContent).toContain("<b>bold</b>");
  });
});
