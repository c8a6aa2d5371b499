import { Lock } from "lucide-react";
import { ButtonLink } from "./button";
import { EmptyState } from "./empty-state";

/** For somebody who is signed in, to a place that is not theirs. */
export function NoAccess({
  title = "This page is not yours to see",
  children,
}: {
  readonly title?: string;
  readonly children: React.ReactNode;
}) {
  return (
    <EmptyState icon={Lock} title={title} actions={<ButtonLink href="/">Back to start</ButtonLink>}>
      {children}
    </EmptyState>
  );
}
