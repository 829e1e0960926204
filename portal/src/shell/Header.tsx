import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import type { MouseEvent } from "react";
import type { Status } from "../api/types";
import { texts } from "../texts";
import { Mark } from "./Mark";

interface Props {
  status: Status | undefined;
  lost: boolean;
}

export function Header({ status, lost }: Props) {
  return (
    <header className="top">
      <a className="skip" href="#ask" onClick={skip}>
        {texts.shell.skip}
      </a>
      <div className="brand">
        <Mark />
        <div>
          <h1>{status?.name ?? texts.shell.product}</h1>
          <p className="plain quiet">{texts.shell.tagline}</p>
        </div>
      </div>
      <div className="top-state">
        {lost ? <NoAnswer /> : status && <State status={status} />}
        <SchemeSwitch />
      </div>
    </header>
  );
}

function State({ status }: { status: Status }) {
  const { workers, experiments } = status;
  return (
    <p className="plain state-line" role="status">
      <span className={`dot ${status.state}`} aria-hidden />
      <strong>{texts.shell.state[status.state] ?? status.state}</strong>
      <span>{texts.shell.connected(workers.connected, workers.known)}</span>
      {experiments.running + experiments.queued > 0 && (
        <span>{texts.shell.busy(experiments.running, experiments.queued)}</span>
      )}
      <span className="quiet wide-only">{texts.shell.version(status.version)}</span>
    </p>
  );
}

function NoAnswer() {
  return (
    <p className="plain state-line alarm">
      <span className="dot lost" aria-hidden />
      <strong>{texts.shell.noAnswer}</strong>
    </p>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  const label = dark ? texts.shell.toLight : texts.shell.toDark;
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(dark ? "light" : "dark")}
    >
      <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden>
        <circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" strokeWidth="1.8" />
        <path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" />
      </svg>
    </ActionIcon>
  );
}

// The address names the open experiment: going to the question must not change it.
function skip(event: MouseEvent) {
  event.preventDefault();
  document.getElementById("ask")?.focus();
}
