import { Tooltip } from "@mantine/core";
import type { Column, Statistic } from "../api/types";
import { texts } from "../texts";
import { formatAs, known } from "./format";

/** A value as text, or visibly why there is none: never 0, never an empty cell. */
export function StatisticText({ of, as = "number" }: { of: Statistic; as?: Column["format"] }) {
  if ("suppressed" in of) {
    return <Suppressed reason={of.suppressed} />;
  }
  const value = known(of);
  if (value === undefined) {
    return <Undefined reason={"undefined" in of ? of.undefined : ""} />;
  }
  return <span className="number">{formatAs(as, value)}</span>;
}

function Suppressed({ reason }: { reason: string }) {
  const why = texts.statistic.suppressedWhy(reason);
  return (
    <Tooltip label={why} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <span
        className="suppressed"
        tabIndex={0}
        role="note"
        aria-label={texts.statistic.suppressedLabel(why)}
      >
        {texts.statistic.suppressed}
      </span>
    </Tooltip>
  );
}

function Undefined({ reason }: { reason: string }) {
  const why = texts.statistic.undefinedWhy(reason);
  return (
    <Tooltip label={why} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <span
        className="undefined"
        tabIndex={0}
        role="note"
        aria-label={texts.statistic.undefinedLabel(why)}
      >
        —
      </span>
    </Tooltip>
  );
}
