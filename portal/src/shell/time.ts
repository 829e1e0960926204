import { texts } from "../texts";

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];
const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** "2 minutes ago"; times of another clock that lie ahead count as now. */
export function ago(instant: string, nowMillis: number): string {
  const seconds = (nowMillis - Date.parse(instant)) / 1000;
  if (Number.isNaN(seconds)) {
    return "";
  }
  const step = steps.find(([, size]) => seconds >= size);
  return step === undefined || seconds < 10
    ? texts.time.now
    : words.format(-Math.floor(seconds / step[1]), step[0]);
}

/** Seconds between two instants, "1.3". */
export function secondsBetween(from: string, to: string): string {
  return ((Date.parse(to) - Date.parse(from)) / 1000).toFixed(1);
}
