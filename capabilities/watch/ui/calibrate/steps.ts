/** The way through the wizard. */
export const STEPS = ["still", "ground", "check", "zones", "events"] as const;
export type StepName = (typeof STEPS)[number];

/** What a person knows of the points they click. */
export const MEASURES = ["rectangle", "metres", "map"] as const;
export type Measure = (typeof MEASURES)[number];
