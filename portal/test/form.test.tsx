import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { DatasetPicker } from "../src/datasets/DatasetPicker";
import { contextOf, emptyDraft, settled, type Draft } from "../src/question/draft";
import { MethodForm } from "../src/question/MethodForm";
import type { Algorithm } from "../src/api/types";
import { datasets, hostile, logistic, model, place } from "./federation";
import { show } from "./show";

function Form({ algorithm, start = {} }: { algorithm: Algorithm; start?: Partial<Draft> }) {
  const [draft, setDraft] = useState<Draft>({ ...emptyDraft, ...start });
  const context = contextOf(model, datasets, algorithm);
  return (
    <>
      <MethodForm
        algorithm={algorithm}
        draft={draft}
        context={context}
        onChange={(part) => setDraft({ ...draft, ...part })}
      />
      <output>{JSON.stringify(draft)}</output>
    </>
  );
}

const draft = () => JSON.parse(screen.getByRole("status").textContent) as Draft;
const box = (name: RegExp) => screen.getByRole("combobox", { name });

describe("the form of a method", () => {
  it("has one labelled input for each parameter, as its domain asks for", () => {
    show(<Form algorithm={logistic} />);
    expect(screen.getByLabelText(/max_iterations/)).toHaveProperty("value", "50");
    expect(screen.getByLabelText(/tolerance/)).toHaveProperty("value", "");
    expect(box(/link/)).toHaveProperty("value", "logit");
    expect(screen.getByRole("switch", { name: "robust" })).toHaveProperty("checked", false);
    expect(screen.getByLabelText(/remark/)).toHaveProperty("maxLength", 20);
    expect(screen.getByText("1 to 100 · default 50")).toBeTruthy();
  });

  it("offers only eligible variables, found by code", async () => {
    const user = userEvent.setup();
    show(<Form algorithm={logistic} />);
    await user.type(box(/Covariates/), "subject");
    expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual([
      "123Agesubjectage",
    ]);
    await user.click(screen.getByRole("option"));
    expect(draft().x).toEqual(["subjectage"]);
  });

  it("offers the chosen variables under every key, and forgets those that are no longer chosen", async () => {
    const user = userEvent.setup();
    const transform: Algorithm = {
      ...logistic,
      y: { ...logistic.x, label: "Variables" },
      x: { ...logistic.x, min: 0, max: 0, kinds: [] },
      parameters: [
        {
          name: "data_transformation",
          label: "",
          description: "",
          domain: { type: "variables_by_key", keys: ["log", "exp"] },
          default: {},
          mandatory: false,
        },
      ],
    };
    show(<Form algorithm={transform} start={{ y: ["subjectage", "lefthippocampus"] }} />);
    await user.click(box(/^log$/));
    await user.click(screen.getByRole("option", { name: "Left hippocampus" }));
    expect(draft().parameters).toEqual({ data_transformation: { log: ["lefthippocampus"] } });
    const kept = settled({ ...draft(), y: ["subjectage"] }, contextOf(model, datasets, transform));
    expect(kept.parameters).toEqual({ data_transformation: {} });
  });

  it("offers the levels of the outcome only once there is an outcome", async () => {
    const user = userEvent.setup();
    show(<Form algorithm={logistic} />);
    expect(box(/positive_class/)).toHaveProperty("disabled", true);
    await user.click(box(/Outcome/));
    await user.click(screen.getByRole("option", { name: /Category/ }));
    await user.click(box(/positive_class/));
    await user.click(screen.getByRole("option", { name: "MCI" }));
    expect(draft().parameters).toEqual({ positive_class: "MCI" });
  });

  it("does not offer one variable twice", async () => {
    const user = userEvent.setup();
    show(<Form algorithm={logistic} start={{ y: ["gender"] }} />);
    await user.click(box(/Covariates/));
    expect(
      screen.getByRole("option", { name: /Gender/ }).getAttribute("data-combobox-disabled"),
    ).toBe("true");
  });

  it("has no input for a place that the method does not take", () => {
    show(<Form algorithm={{ ...logistic, x: place([], 0, 0), parameters: [] }} />);
    expect(screen.queryByText("Covariates")).toBeNull();
    expect(screen.queryByText("Settings")).toBeNull();
  });

  it("leaves a number that was deleted empty instead of putting the default back", async () => {
    const user = userEvent.setup();
    show(<Form algorithm={logistic} />);
    await user.clear(screen.getByLabelText(/max_iterations/));
    expect(draft().parameters).toEqual({ max_iterations: null });
  });

  it("shows hostile labels as text", async () => {
    const user = userEvent.setup();
    const { container } = show(<Form algorithm={{ ...logistic, description: hostile }} />);
    await user.click(box(/Covariates/));
    expect(screen.getByText(hostile)).toBeTruthy();
    expect(container.ownerDocument.querySelector("img, b")).toBeNull();
  });
});

describe("the dataset picker", () => {
  it("shows rows, suppressed rows and workers that are away", async () => {
    const user = userEvent.setup();
    let chosen: string[] = [];
    show(
      <DatasetPicker
        datasets={datasets}
        connected={new Set()}
        value={[]}
        onChange={(codes) => (chosen = codes)}
      />,
    );
    expect(screen.getByText("437")).toBeTruthy();
    expect(screen.getByRole("note", { name: "suppressed: fewer than 10 rows" })).toBeTruthy();
    expect(screen.getAllByRole("img", { name: /Hospital 1 is not connected/ })).toHaveLength(2);
    await user.click(screen.getByRole("checkbox", { name: "PPMI" }));
    expect(chosen).toEqual(["ppmi"]);
    await user.click(screen.getByRole("button", { name: "All" }));
    expect(chosen).toEqual(["edsd", "ppmi"]);
  });
});
