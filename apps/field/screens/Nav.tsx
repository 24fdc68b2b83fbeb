import { IconCalendarTime, IconEye, IconLanguage, IconListCheck, IconMessage } from "@tabler/icons-react";
import { VisuallyHidden } from "@mantine/core";
import { useFieldWords } from "../words.ts";
import classes from "./field.module.css";
import { usePhoneState } from "./phone.tsx";
import { SosButton } from "./sos/SosButton.tsx";

type Listed = "tasks" | "report" | "talk" | "shift" | "phrases";
/** The plan is reached from where one asks where something is. */
export type Screen = Listed | "plan";

const ICONS = {
  tasks: IconListCheck,
  report: IconEye,
  talk: IconMessage,
  shift: IconCalendarTime,
  phrases: IconLanguage,
} satisfies Record<Listed, unknown>;

/** Under the thumb of either hand: everything an officer does, and in the middle the call for help. */
export function Nav({ screen, go }: { readonly screen: Screen; readonly go: (screen: Screen) => void }) {
  const words = useFieldWords().nav;
  const { messages } = usePhoneState();
  const unread = (messages ?? []).filter(({ read }) => !read).length;
  const item = (to: Listed) => {
    const Icon = ICONS[to];
    const news = to === "talk" && unread > 0;
    return (
      <button
        key={to}
        type="button"
        className={to === "phrases" ? `${classes.navItem} ${classes.spare}` : classes.navItem}
        aria-current={screen === to ? "page" : undefined}
        onClick={() => go(to)}
      >
        <Icon size={26} aria-hidden />
        <span>{words[to]}</span>
        {news && (
          <span className={classes.badge}>
            {unread} <VisuallyHidden>{words.unread}</VisuallyHidden>
          </span>
        )}
      </button>
    );
  };
  return (
    <nav className={classes.nav} aria-label={words.label}>
      {item("tasks")}
      {item("report")}
      <SosButton />
      {item("talk")}
      {item("shift")}
      {item("phrases")}
    </nav>
  );
}
