import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export type EmptyStateProps = {
  readonly icon?: LucideIcon;
  readonly title: ReactNode;
  /** What will fill it, and how. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      {Icon ? (
        <span className="mb-3 rounded-full border border-line bg-sunken p-2.5 text-muted">
          <Icon aria-hidden className="size-5" />
        </span>
      ) : null}
      <p className="font-semibold">{title}</p>
      {children ? <div className="mt-1 max-w-md text-sm text-muted">{children}</div> : null}
      {actions ? <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
