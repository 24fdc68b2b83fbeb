/** The command room's screens: the queue, a signal, an incident, units, and reports. */
export { CommandSurroundings, type Surroundings, useSurroundings, whereOf } from "./Around.tsx";
export { useAnswer, useOrder } from "./doors.ts";
export { IncidentForm } from "./IncidentForm.tsx";
export { IncidentList } from "./IncidentList.tsx";
export { IncidentPanel } from "./IncidentPanel.tsx";
export { byUrgency, OPEN_INCIDENTS, WAITING_SIGNALS } from "./questions.ts";
export { COMMAND_SAYINGS } from "./refusals.ts";
export { SignalPanel } from "./SignalPanel.tsx";
export { SignalQueue } from "./SignalQueue.tsx";
export { UnitPanel } from "./UnitPanel.tsx";
export { UnitTable } from "./UnitTable.tsx";
export { useCommandWords } from "./words.ts";
