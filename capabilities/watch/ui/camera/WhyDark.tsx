import { useVocabulary } from "@cordon/ui";
import { type CameraView, StopReason } from "../../words.ts";
import { refusalOf } from "../wall/standing.ts";
import { useWatchWords } from "../words.ts";

/** In words, where a camera's picture would be. */
export function WhyDark({
  camera,
  className,
  detailClass,
}: {
  readonly camera: CameraView;
  readonly className?: string | undefined;
  readonly detailClass?: string | undefined;
}) {
  const said = useWatchWords();
  const vocabulary = useVocabulary();
  const reason = StopReason.safeParse(camera.because);
  const refusal = refusalOf(camera.detail);
  const detail = refusal === null ? camera.detail : vocabulary.mandateRefusal[refusal];
  return (
    <span className={className}>
      <strong>{reason.success ? said.because[reason.data] : said.state[camera.state]}</strong>
      {detail !== null && detail !== "" && <span className={detailClass}>{detail}</span>}
    </span>
  );
}
