import { dictionary } from "@cordon/ui";

const en = {
  none: "No camera runs under it now",
  masks: (count: number) => (count === 1 ? "1 part masked" : `${count} parts masked`),
  public: "As the public reads it",
};

const fr: typeof en = {
  none: "Aucune caméra ne fonctionne sur cette base en ce moment",
  masks: (count) => (count === 1 ? "1 partie masquée" : `${count} parties masquées`),
  public: "Ce que lit le public",
};

export const useRegisterWords = dictionary({ en, fr });
