/**
 * The thread that runs a model: ONNX Runtime's answers come when they are done and nothing else happens in its thread until then, so it
 * has one to itself, and decoding goes on beside it.
 */
import { parentPort, workerData } from "node:worker_threads";
import { isRefusal } from "@cordon/kernel";
import { detectionsIn } from "./decode.ts";
import { DetectorData, LookOrder, type LookReport } from "./detector-protocol.ts";
import { openModel } from "./runtime.ts";

const port = parentPort;
if (port === null) throw new Error("this file is a thread of detector.ts");

const { bytes, layout } = DetectorData.parse(workerData);
const model = await openModel(bytes, layout);
const picture = new Float32Array(3 * layout.width * layout.height);
const say = (report: LookReport): void => port.postMessage(report);

port.on("message", (message: unknown) => {
  const order = LookOrder.parse(message);
  void look(order).then(say);
});

async function look({ look, planes, placement }: LookOrder): Promise<LookReport> {
  if (isRefusal(model)) return { look, refused: model.because };
  const scale = layout.feeding.white / 255;
  for (let at = 0; at < picture.length; at++) picture[at] = (planes[at] ?? 0) * scale;
  const outputs = await model.run(picture);
  if (isRefusal(outputs)) return { look, refused: outputs.because };
  const ordered = layout.outputs.flatMap((name) => outputs.find((output) => output.name === name) ?? []);
  return { look, detections: [...detectionsIn(layout, ordered, placement)] };
}
