import { dictionary } from "@cordon/ui";

const en = {
  opening: "The picture is on its way…",
  lost: "The picture was lost – trying again",
  none: "No picture",
  noStill: "No picture of it is kept",
  noAnalysis: "The analysis has said nothing yet",
  overlayOld: (seconds: string) => `What is drawn is ${seconds} s old`,
};

const fr: typeof en = {
  opening: "L’image arrive…",
  lost: "Image perdue – nouvel essai",
  none: "Pas d’image",
  noStill: "Aucune image n’en est gardée",
  noAnalysis: "L’analyse n’a encore rien dit",
  overlayOld: (seconds) => `Le tracé date de ${seconds} s`,
};

/** What a picture says when there is none, or what is drawn on it is old. */
export const usePictureWords = dictionary({ en, fr });
