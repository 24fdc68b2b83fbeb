import { tell } from "@cordon/ui";
import { useEffect, useRef } from "react";
import { useAnswer } from "../../../ui/doors.ts";
import { useMessageWords } from "./words.ts";

/** How much nobody has read, for whoever shows it beside the way there; an urgent message that comes calls for attention once. */
export function useUnreadMessages(): { readonly unread: number; readonly urgent: number } {
  const words = useMessageWords();
  const answer = useAnswer("command.list-threads", { limit: 1 });
  const unread = answer.state === "shown" ? answer.data.unread : 0;
  const urgent = answer.state === "shown" ? answer.data.urgent : 0;
  const told = useRef<number | null>(null);
  useEffect(() => {
    if (answer.state !== "shown") return;
    // What waited before this page was opened stands in the bar; only what is new calls.
    if (told.current !== null && urgent > told.current) tell({ message: words.urgentUnread(urgent), tone: "urgent" });
    told.current = urgent;
  }, [answer.state, urgent, words]);
  return { unread, urgent };
}
