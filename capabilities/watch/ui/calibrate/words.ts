import { dictionary } from "@cordon/ui";
import { type CalibrationWords, en } from "./words-english.ts";
import { fr } from "./words-french.ts";

/** What the calibration wizard says. */
export const useCalibrationWords = dictionary<CalibrationWords>({ en, fr });
