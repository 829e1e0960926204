import type { Cell, Column, Table } from "../api/types";
import { StatisticText } from "../statistic/StatisticText";

/** One table of a result. Text to the left, numbers to the right. */
export function ResultTable({ table }: { table: Table }) {
  return (
    <figure className="table-figure">
      <div className="scroll" tabIndex={0} role="region" aria-label={table.title}>
        <table>
          <caption>{table.title}</caption>
          <thead>
            <tr>
              {table.columns.map((column, index) => (
                <th key={index} scope="col" className={column.format === "text" ? "" : "right"}>
                  {column.name}
                  {column.unit !== "" && <span className="quiet"> ({column.unit})</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              <Row key={index} cells={row} columns={table.columns} />
            ))}
          </tbody>
        </table>
      </div>
      {table.note !== "" && <figcaption className="quiet">{table.note}</figcaption>}
    </figure>
  );
}

function Row({ cells, columns }: { cells: Cell[]; columns: Column[] }) {
  return (
    <tr>
      {columns.map((column, index) => {
        const content = <CellText cell={cells[index]} format={column.format} />;
        const side = column.format === "text" ? "" : "right";
        return index === 0 && column.format === "text" ? (
          <th key={index} scope="row">
            {content}
          </th>
        ) : (
          <td key={index} className={side}>
            {content}
          </td>
        );
      })}
    </tr>
  );
}

function CellText({ cell, format }: { cell: Cell | undefined; format: Column["format"] }) {
  if (cell !== undefined && "text" in cell) {
    return <>{cell.text}</>;
  }
  return <StatisticText of={cell ?? { undefined: "" }} as={format} />;
}
