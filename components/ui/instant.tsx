"use client";

import { useSyncExternalStore } from "react";

export type InstantProps = {
  /** ISO 8601, in UTC. */
  readonly at: string;
  /** Leaves the time of day out; it is still there on hover. */
  readonly dateOnly?: boolean;
};

/** An instant in the reader's zone, with the exact UTC on hover. Until the zone is known: UTC. */
export function Instant({ at, dateOnly = false }: InstantProps) {
  const isReader = useSyncExternalStore(subscribeToNothing, readerIsHere, serverIsHere);
  const exact = `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
  return (
    <time dateTime={at} title={exact} className="whitespace-nowrap tabular-nums">
      {new Intl.DateTimeFormat("en-GB", {
        dateStyle: "medium",
        ...(dateOnly ? {} : { timeStyle: "short" }),
        ...(isReader ? {} : { timeZone: "UTC" }),
      }).format(new Date(at))}
      {isReader || dateOnly ? "" : " UTC"}
    </time>
  );
}

const subscribeToNothing = () => () => undefined;
const readerIsHere = () => true;
const serverIsHere = () => false;
