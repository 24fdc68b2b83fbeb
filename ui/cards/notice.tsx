import { Button, Group } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import "@mantine/notifications/styles.css";
import type { Tone } from "../theme/tokens.ts";
import { language } from "../words/language.ts";
import { useShellWords } from "../words/shell.ts";
import { ToneMark } from "./ToneMark.tsx";

export interface Notice {
  readonly message: string;
  readonly tone?: Tone;
  /** What was done can be taken back for a moment. */
  readonly undo?: { readonly label: string; readonly run: () => void };
}

const READ_MS = 5000;
const UNDO_MS = 9000;

/** Where notices appear; once a page. */
export function Notices() {
  return <Notifications position="bottom-center" limit={3} zIndex={400} transitionDuration={0} />;
}

/** Says something in passing: never the only place where it is said, and never in the way. */
export function tell({ message, tone = "calm", undo }: Notice): void {
  const id = notifications.show({
    message: (
      <Group gap="sm" wrap="nowrap" justify="space-between">
        <span>{message}</span>
        {undo !== undefined && (
          <Button
            variant="default"
            onClick={() => {
              notifications.hide(id);
              undo.run();
            }}
          >
            {undo.label}
          </Button>
        )}
      </Group>
    ),
    icon: <ToneMark tone={tone} size={14} />,
    color: "transparent",
    closeButtonProps: { "aria-label": useShellWords.in(language()).close },
    autoClose: undo === undefined ? READ_MS : UNDO_MS,
  });
}
