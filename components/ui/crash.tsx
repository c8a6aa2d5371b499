"use client";

import { ServerCrash } from "lucide-react";
import { Button } from "./button";
import { EmptyState } from "./empty-state";

/** An outage or a bug of ours: what it means for the reader's money, what to do, what to quote. */
export function Crash({
  digest,
  onRetry,
}: {
  readonly digest: string | undefined;
  readonly onRetry: () => void;
}) {
  return (
    <EmptyState
      icon={ServerCrash}
      title="This page could not be put together"
      actions={
        <Button variant="primary" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      <p>
        The fault is on our side and has been noted. No money was moved by opening this page. Try
        again in a moment; if it stays, tell the marketplace
        {digest ? (
          <>
            {" "}
            and quote the reference <code className="font-mono text-ink">{digest}</code>.
          </>
        ) : (
          " what you were about to do."
        )}
      </p>
    </EmptyState>
  );
}
