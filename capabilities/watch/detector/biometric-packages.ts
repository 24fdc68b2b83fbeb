/**
 * Names of packages that recognise, match or measure people by body or face. A lockfile that names one is a lockfile of another product
 * (law 2023-380, article 10, IV). Matched against whole names, scope and all, so that a new release or a fork is found as well.
 */
const BIOMETRIC: readonly RegExp[] = [
  /(^|[/_.-])face[-_.]?(api|recognition|detection|detector|landmarks?|mesh|match|match(?:er|ing)|net|id|embed(?:ding)?s?|verify|verification|compare)/,
  /@vladmandic\/(face-api|human)$/,
  /(insight|arc|deep|retina|blaze|cos|sphere|mobile)face|facenet|facemesh|facial|liveness/,
  /(^|[/_.-])(face|faces|faceio|faceplusplus|facepp)([/_.-]|$)/,
  /rekognition|azure[/-].*face|cognitiveservices-face/,
  /@?mediapipe|tasks-vision|tfjs-models\/(face|pose|posenet|blazeface|hand|body)|blazepose|movenet|openpose|posenet|(^|[/_.-])pose[-_.]?(detection|estimation|landmarks?)/,
  /(^|[/_.-])((person|people|human|vehicle)[-_.]?)?re[-_.]?id(entification)?([/_.-]|$)|fastreid|torchreid|osnet/,
  /(^|[/_.-])(dlib|clmtrackr|trackingjs|tracking\.js|pico\.?js|jeelizfacefilter|jeeliz)([/_.-]|$)/,
  /gait[-_.]?(recognition|analysis)|iris[-_.]?(recognition|scan)|fingerprint[-_.]?(matcher|recognition|scan|reader)|palm[-_.]?(print|vein)/,
  /(emotion|gender|ethnicity|age)[-_.]?(detection|detector|recognition|estimation|prediction|classifier)/,
  /voice[-_.]?(print|biometrics?)|speaker[-_.]?(recognition|identification|verification)/,
  /biometrics?/,
];

/**
 * Packages of a lockfile that are biometric, in order.
 * @param paths keys of `packages` in a package-lock.json: `node_modules/a/node_modules/@scope/b`
 */
export function biometricPackages(paths: Iterable<string>): readonly string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const name = path.replace(/^.*node_modules\//, "");
    if (path.includes("node_modules/") && BIOMETRIC.some((pattern) => pattern.test(name.toLowerCase())))
      found.add(name);
  }
  return [...found].toSorted();
}
