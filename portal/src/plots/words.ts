import type { Statistic } from "../api/types";
import { formatNumber, known } from "../statistic/format";
import { texts } from "../texts";

/** A statistic as plain words. */
export function words(statistic: Statistic): string {
  if ("suppressed" in statistic) {
    return texts.statistic.suppressedLabel(texts.statistic.suppressedWhy(statistic.suppressed));
  }
  const value = known(statistic);
  return value === undefined
    ? texts.statistic.undefinedLabel(
        texts.statistic.undefinedWhy("undefined" in statistic ? statistic.undefined : ""),
      )
    : formatNumber(value);
}
