import {
  Activity,
  AlarmClock,
  CalendarCheck,
  ChartColumn,
  Landmark,
  ListTree,
  type LucideIcon,
  Puzzle,
  ScrollText,
  Send,
  Settings2,
  Users,
} from "lucide-react";

export const SECTION_ICONS = {
  earnings: ChartColumn,
  payouts: Send,
  plugins: Puzzle,
  connect: Landmark,
  periods: CalendarCheck,
  developers: Users,
  events: ListTree,
  health: Activity,
  jobs: AlarmClock,
  audit: ScrollText,
  settings: Settings2,
} as const satisfies Readonly<Record<string, LucideIcon>>;

/** A place in the left rail. Plain data, so that a layout can hand it to the browser. */
export type Section = {
  readonly href: string;
  readonly label: string;
  readonly icon: keyof typeof SECTION_ICONS;
  /** Other paths that belong to it. */
  readonly also?: string;
  /** Something there waits for the reader. */
  readonly attention?: string;
};

export type ShellUser = {
  readonly name: string;
  /** E-mail, or what tells two people of one name apart. */
  readonly detail?: string;
};

/** Whether a page lies in a section. */
export function isIn({ href, also }: Section, pathname: string): boolean {
  const lies = (under: string) => pathname === under || pathname.startsWith(`${under}/`);
  return lies(href) || (also !== undefined && lies(also));
}
