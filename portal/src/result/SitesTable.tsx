import { Fragment } from "react";
import type { Site, Statistic } from "../api/types";
import { finite } from "../statistic/format";
import { StatisticText } from "../statistic/StatisticText";
import { texts } from "../texts";

/** Who took part, with how many rows, and what was left out for which reason. */
export function SitesTable({
  sites,
  dropped,
}: {
  sites: Site[];
  dropped: Record<string, Statistic>;
}) {
  return (
    <figure className="table-figure">
      <div className="scroll" tabIndex={0} role="region" aria-label={texts.result.sites}>
        <table>
          <caption>{texts.result.sites}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.result.site}</th>
              <th scope="col">{texts.result.participation}</th>
              <th scope="col" className="right">
                {texts.result.rows}
              </th>
              <th scope="col">{texts.result.dropped}</th>
            </tr>
          </thead>
          <tbody>
            {sites.map((site) => (
              <SiteRow key={site.name} site={site} />
            ))}
          </tbody>
        </table>
      </div>
      <figcaption className="quiet">
        {texts.result.droppedTotal}: <Dropped counts={dropped} />
      </figcaption>
    </figure>
  );
}

function SiteRow({ site }: { site: Site }) {
  return (
    <tr>
      <th scope="row">{site.name}</th>
      <td>
        <span className={`badge ${site.participation}`} title={site.reason}>
          {texts.result.participations[site.participation] ?? site.participation}
        </span>
      </td>
      <td className="right">
        <StatisticText of={site.rows} as="count" />
      </td>
      <td>
        <Dropped counts={site.dropped} />
      </td>
    </tr>
  );
}

function Dropped({ counts }: { counts: Record<string, Statistic> }) {
  const reasons = Object.entries(counts).filter(([, count]) => finite(count) !== 0);
  if (reasons.length === 0) {
    return <span className="quiet">{texts.result.droppedNone}</span>;
  }
  return reasons.map(([reason, count], index) => (
    <Fragment key={reason}>
      {index > 0 && ", "}
      <StatisticText of={count} as="count" /> {texts.result.droppedReasons[reason] ?? reason}
    </Fragment>
  ));
}
