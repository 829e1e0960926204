import { QueryClientProvider } from "@tanstack/react-query";
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { Frame } from "../src/shell/Frame";
import { newClient } from "../src/shell/Theme";
import { experiment, hostile, result } from "./federation";
import { Master } from "./master";
import { show } from "./show";

let master: Master;
const client = newClient();

async function openPage() {
  show(
    <QueryClientProvider client={client}>
      <Frame />
    </QueryClientProvider>,
  );
  await screen.findByText("Testland");
  await screen.findByRole("checkbox", { name: "EDSD" });
}

async function ask(user: ReturnType<typeof userEvent.setup>) {
  const pick = async (box: RegExp, option: RegExp) => {
    await user.click(screen.getByRole("combobox", { name: box }));
    await user.click(await screen.findByRole("option", { name: option }));
  };
  await user.click(screen.getByRole("checkbox", { name: "EDSD" }));
  await pick(/Method/, /Logistic/);
  await pick(/Outcome/, /Category/);
  await pick(/Covariates/, /Age/);
  await pick(/positive_class/, /AD/);
  await user.click(screen.getByRole("button", { name: "Run" }));
}

describe("the page", () => {
  beforeEach(() => {
    client.clear();
    master = new Master();
    master.install();
  });

  it("says that there is no login, who is there and who is lost", async () => {
    await openPage();
    expect(
      screen.getByText(/No login: this portal is open to everyone on this machine/),
    ).toBeTruthy();
    expect(screen.getByText("1 of 2 workers connected")).toBeTruthy();
    expect((await screen.findByText("never in contact")).closest("li")?.textContent).toContain(
      "lost",
    );
  });

  it("cannot run an incomplete question and says what is missing", async () => {
    await openPage();
    expect(screen.getByRole("button", { name: "Run" })).toHaveProperty("disabled", true);
    expect(screen.getByText("Still needed: a dataset; a method.")).toBeTruthy();
  });

  it("asks, follows the rounds and shows the result", async () => {
    const user = userEvent.setup();
    master.experiments = [experiment("queued")];
    await openPage();
    await ask(user);
    expect(master.posted).toMatchObject({
      algorithm: "logistic_regression",
      datasets: ["edsd"],
      y: ["category"],
      x: ["subjectage"],
      filter: null,
    });
    expect(await screen.findByText("Waiting for its turn")).toBeTruthy();

    const sites = [
      { name: "Hospital 1", state: "answered" as const },
      { name: "Hospital 2", state: "computing" as const },
    ];
    act(() =>
      master.streams[0]?.send(
        "progress",
        experiment("running", { progress: { round: 2, title: "moments", sites } }),
      ),
    );
    expect(await screen.findByText("Round 2: moments")).toBeTruthy();
    expect(screen.getByText("1 of 2 sites have answered")).toBeTruthy();

    act(() =>
      master.streams[0]?.send(
        "result",
        experiment("succeeded", { result, finished: "2026-01-01T10:00:02Z" }),
      ),
    );
    const table = await screen.findByRole("table", { name: "Coefficients" });
    expect(within(table).getByText(hostile)).toBeTruthy();
    expect(within(table).getByRole("note", { name: "suppressed: too few patients" })).toBeTruthy();
    expect(screen.getByText("Hospital 2: withheld (by policy)")).toBeTruthy();
    expect(screen.getByText("The fit was nearly separated.")).toBeTruthy();
    expect(document.querySelector("img[onerror]")).toBeNull();
  });

  it("cancels", async () => {
    const user = userEvent.setup();
    master.experiments = [experiment("running")];
    window.location.hash = "#experiment=e1";
    await openPage();
    await user.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(await screen.findByRole("button", { name: "Cancelling" })).toHaveProperty(
      "disabled",
      true,
    );
    expect(master.cancelled).toBe(true);
  });

  it("shows a refused question as a sentence, and keeps the question", async () => {
    const user = userEvent.setup();
    master.refusal = {
      title: "Refused by policy",
      status: 422,
      detail: "site-level results are not allowed",
      code: "REFUSED_BY_POLICY",
      blame: "policy",
    };
    await openPage();
    await ask(user);
    const note = await screen.findByRole("alert");
    expect(note.textContent).toContain("Site-level results are not allowed.");
    expect(screen.getByRole("checkbox", { name: "EDSD" })).toHaveProperty("checked", true);
  });

  it("says when the connection is lost, and comes back by itself", async () => {
    await openPage();
    master.reachable = false;
    await act(() => client.refetchQueries({ queryKey: ["status"] }));
    expect(await screen.findByText(/Connection lost/)).toBeTruthy();
    master.reachable = true;
    await act(() => client.refetchQueries({ queryKey: ["status"] }));
    await waitFor(() => expect(screen.queryByText(/Connection lost/)).toBeNull());
  });

  it("opens a recent experiment from its address and survives a broken one", async () => {
    master.experiments = [
      experiment("failed", {
        problem: { title: "No convergence", status: 422, code: "NOT_CONVERGED", blame: "analyst" },
      }),
    ];
    window.location.hash = "#experiment=%E0%A4";
    await openPage();
    const link = await screen.findByRole("link", { name: /Logistic regression/ });
    expect(link.getAttribute("href")).toBe("#experiment=e1");
    await userEvent.click(link);
    expect(await screen.findByText("No convergence")).toBeTruthy();
  });
});
