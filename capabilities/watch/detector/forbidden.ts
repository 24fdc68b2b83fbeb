import { type Refusal, refuse } from "@cordon/kernel";
import type { ModelFile } from "./model-file.ts";

/**
 * Words that a model of people's bodies and identities has in its classes, its inputs and its outputs (law 2023-380, article 10, IV: no
 * biometric system, no biometric data). Looked for as whole words: "surface" has no face.
 */
const IN_VALUES: Readonly<Record<string, string>> = {
  ...allOf(
    "faces",
    "face faces facial facenet retinaface blazeface arcface cosface sphereface yunet scrfd insightface headpose",
  ),
  ...allOf("identities", "identity identities reid osnet fastreid recognition biometric biometrics verification"),
  ...allOf("feature vectors", "embedding embeddings embed embeds feature features feat feats descriptor fc1"),
  ...allOf(
    "landmarks of the body",
    "landmark landmarks landmarkhead keypoint keypoints kpt kpts kps pose poses skeleton openpose movenet",
  ),
  ...allOf("eyes, hands or the way of walking", "iris eye eyes gaze gait fingerprint palm palmprint"),
  ...allOf(
    "what people are",
    "gender sex ethnicity racial emotion emotions age skin man men woman women boy girl male female",
  ),
};

/** In a description of any length only what cannot be anything else counts. */
const IN_TITLES: Readonly<Record<string, string>> = {
  ...allOf(
    "faces",
    "face faces facial facenet retinaface blazeface arcface cosface sphereface yunet scrfd insightface",
  ),
  ...allOf("identities", "reid osnet fastreid biometric biometrics"),
  ...allOf("feature vectors", "embedding embeddings"),
  ...allOf("landmarks of the body", "landmark landmarks keypoint keypoints kpt kpts kps pose openpose movenet"),
  ...allOf("eyes, hands or the way of walking", "iris gaze gait fingerprint palmprint"),
  ...allOf("what people are", "gender ethnicity racial emotion emotions"),
};

/** Parts of a network are named for what they are made of (`pos_embed`, `backbone.features`). */
const IN_PARTS: Readonly<Record<string, string>> = {
  ...allOf("faces", "facial facenet retinaface blazeface arcface cosface sphereface yunet scrfd insightface"),
  ...allOf("identities", "reid osnet fastreid"),
  ...allOf("landmarks of the body", "landmark landmarks keypoint keypoints kpt kpts kps"),
};

/** A refusal when a model says of itself that it looks at who or what people are; null when it does not. */
export function refuseBiometrics(file: ModelFile, classNames: readonly string[]): Refusal | null {
  const values = [...file.inputs, ...file.outputs].map(({ name }) => name);
  const titles = [...file.titles, ...[...file.metadata].flat()];
  return found([...values, ...classNames], IN_VALUES) ?? found(titles, IN_TITLES) ?? found(file.parts, IN_PARTS);
}

export const biometric = (what: string): Refusal =>
  refuse(
    "not-permitted",
    `this model tells ${what}; Cordon takes detectors of people, vehicles, bags and animals alone, and no biometrics`,
  );

function found(names: readonly string[], words: Readonly<Record<string, string>>): Refusal | null {
  for (const name of names) {
    for (const word of wordsIn(name)) {
      const what = Object.hasOwn(words, word) ? words[word] : undefined;
      if (what !== undefined) return biometric(`${what} ("${name.slice(0, 60)}")`);
    }
  }
  return null;
}

/** `LandmarkHead.0`, `kps_8`, `faceID` as words. */
function wordsIn(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .flatMap((word) => [word, word.replaceAll(/^\d+|\d+$/g, "")]);
}

function allOf(what: string, words: string): Record<string, string> {
  return Object.fromEntries(words.split(" ").map((word) => [word, what]));
}
