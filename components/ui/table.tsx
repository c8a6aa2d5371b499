import type { ReactNode } from "react";
import { classes } from "./classes";

/** Spelled out because some browsers forget that a table is one once its rows are cards. */
const ROLES = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  rowheader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;

export type TableProps = {
  /** What the table lists, for those who hear it. */
  readonly caption: string;
  /** For six columns and more: becomes cards earlier. */
  readonly roomy?: boolean;
  readonly children: ReactNode;
};

/** A table with a sticky header whose rows become cards where it has no room. */
export function Table({ caption, roomy = false, children }: TableProps) {
  return (
    <div className="table-frame">
      <table {...ROLES.table} className="data-table" data-roomy={roomy || undefined}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

export function TableHead({ children }: { readonly children: ReactNode }) {
  return (
    <thead {...ROLES.rowgroup}>
      <tr {...ROLES.row}>{children}</tr>
    </thead>
  );
}

export function HeaderCell({
  numeric = false,
  children,
}: {
  readonly numeric?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <th scope="col" {...ROLES.columnheader} data-numeric={numeric || undefined}>
      {children}
    </th>
  );
}

export function TableBody({ children }: { readonly children: ReactNode }) {
  return <tbody {...ROLES.rowgroup}>{children}</tbody>;
}

/** The sums of the rows above; each equals the figure that led here. */
export function TableFoot({ children }: { readonly children: ReactNode }) {
  return <tfoot {...ROLES.rowgroup}>{children}</tfoot>;
}

export function Row({
  linked = false,
  children,
}: {
  /** The row opens its detail. */
  readonly linked?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <tr {...ROLES.row} data-linked={linked || undefined}>
      {children}
    </tr>
  );
}

/** The cell that names its row. On a card it is the title. */
export function RowHeader({ children }: { readonly children: ReactNode }) {
  return (
    <th scope="row" {...ROLES.rowheader} className="min-w-40 wrap-anywhere">
      {children}
    </th>
  );
}

export function Cell({
  label,
  numeric = false,
  strong = false,
  className,
  children,
}: {
  /** The column's name, shown beside the value on a card. */
  readonly label: string;
  readonly numeric?: boolean;
  /** The column that the table is about. */
  readonly strong?: boolean;
  readonly className?: string;
  readonly children?: ReactNode;
}) {
  return (
    <td
      {...ROLES.cell}
      data-label={label}
      data-numeric={numeric || undefined}
      data-strong={strong || undefined}
      className={classes(className)}
    >
      {children}
    </td>
  );
}
