import { dictionary } from "@cordon/ui";

const en = {
  camera: "Camera",
  nobody: "No camera looks for it.",
};

const fr: typeof en = {
  camera: "Caméra",
  nobody: "Aucune caméra ne le recherche.",
};

/** What is said of an event over all cameras. */
export const useEventWords = dictionary({ en, fr });
