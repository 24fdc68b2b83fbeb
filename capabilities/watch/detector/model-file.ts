import { type Refusal, refuse } from "@cordon/kernel";
import { type Field, messagesOf, numberOf, readFields, textOf, type WireFault } from "./protobuf.ts";

/** A length, or the name of an axis whose length is only known when it runs. */
export type Axis = number | string;

/** An input or an output of a model. */
export interface ModelValue {
  readonly name: string;
  /** Of `TensorProto.DataType`: 1 float, 7 int64, 10 float16 ...; 0 when it is no tensor. */
  readonly elementType: number;
  /** Null: the file does not say. */
  readonly shape: readonly Axis[] | null;
}

/** What an ONNX file says of itself, its weights left where they are. */
export interface ModelFile {
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly ModelValue[];
  readonly metadata: ReadonlyMap<string, string>;
  /** Names and descriptions of the model as a whole. */
  readonly titles: readonly string[];
  /** Names of its weights and of its steps: what its maker called the parts. */
  readonly parts: readonly string[];
}

export const FLOAT = 1;
export const INT64 = 7;

/** Largest file taken: the largest detector of these families (YOLOX-x) has 378 MB, one that runs on a camera's share of a core far less. */
export const MOST_MODEL_BYTES = 400 * 1024 * 1024;
const MOST_DEPTH = 6;

/** @returns what the file says of itself; refusals `invalid` and `too-large`, in words for the operator */
export function readModelFile(bytes: Uint8Array): ModelFile | Refusal {
  if (bytes.length > MOST_MODEL_BYTES)
    return refuse("too-large", `the file has ${megabytes(bytes.length)} MB, more than ${megabytes(MOST_MODEL_BYTES)}`);
  const other = otherKind(bytes);
  if (other !== undefined) return refuse("invalid", `this is ${other}, not an ONNX model`);
  const model = readFields(bytes);
  // Every exporter writes the format's version first: what begins otherwise was never a model, however it ends.
  if (typeof model === "string") return refuse("invalid", faultOf(bytes[0] === 0x08 ? model : "not-protobuf"));
  const graphs = messagesOf(model, 7);
  const [graph] = graphs;
  if (numberOf(model, 1) < 1 || graph === undefined || graphs.length > 1 || messagesOf(model, 8).length === 0)
    return refuse("invalid", "this is not an ONNX model: it has no version and graph, or was cut off before them");
  const read = readFields(graph);
  if (typeof read === "string") return refuse("invalid", faultOf(read));
  const weights = new Set<string>();
  const parts: string[] = [];
  const outside = eachTensor(read, 0, (name) => {
    weights.add(name);
    parts.push(name);
  });
  if (outside !== null) return outside;
  for (const node of messagesOf(read, 1)) {
    const fields = readFields(node);
    if (typeof fields === "string") return refuse("invalid", faultOf(fields));
    parts.push(textOf(fields, 3));
  }
  const inputs = valuesOf(messagesOf(read, 11));
  const outputs = valuesOf(messagesOf(read, 12));
  const metadata = metadataOf(model);
  if (inputs === undefined || outputs === undefined || metadata === undefined)
    return refuse("invalid", faultOf("not-protobuf"));
  return {
    // Up to version 3 of the format every weight is an input too.
    inputs: inputs.filter(({ name }) => !weights.has(name)),
    outputs,
    metadata,
    titles: [textOf(model, 4), textOf(model, 6), textOf(read, 2), textOf(read, 10)].filter((title) => title !== ""),
    parts: parts.filter((part) => part !== ""),
  };
}

/** Calls `name` for every weight of a graph and of the graphs inside it; refuses weights that lie in files of their own. */
function eachTensor(graph: readonly Field[], depth: number, name: (name: string) => void): Refusal | null {
  if (depth > MOST_DEPTH) return refuse("invalid", "its graph has graphs inside graphs inside graphs without end");
  const tensors = [...messagesOf(graph, 5)];
  const inner: Uint8Array[] = [];
  for (const node of messagesOf(graph, 1)) {
    const fields = readFields(node);
    if (typeof fields === "string") return refuse("invalid", faultOf(fields));
    for (const attribute of messagesOf(fields, 5)) {
      const said = readFields(attribute);
      if (typeof said === "string") return refuse("invalid", faultOf(said));
      tensors.push(...messagesOf(said, 5), ...messagesOf(said, 10));
      inner.push(...messagesOf(said, 6), ...messagesOf(said, 11));
    }
  }
  for (const tensor of tensors) {
    const fields = readFields(tensor);
    if (typeof fields === "string") return refuse("invalid", faultOf(fields));
    if (numberOf(fields, 14) !== 0 || messagesOf(fields, 13).length > 0)
      return refuse("invalid", "its weights lie in a file beside it (external data): export it as one file");
    name(textOf(fields, 8));
  }
  for (const each of inner) {
    const fields = readFields(each);
    if (typeof fields === "string") return refuse("invalid", faultOf(fields));
    const refusal = eachTensor(fields, depth + 1, name);
    if (refusal !== null) return refusal;
  }
  return null;
}

function valuesOf(messages: readonly Uint8Array[]): readonly ModelValue[] | undefined {
  const values: ModelValue[] = [];
  for (const message of messages) {
    const value = fieldsIn(message);
    if (value === undefined) return undefined;
    const type = fieldsIn(messagesOf(value, 2)[0]);
    const tensor = type && fieldsIn(messagesOf(type, 1)[0]);
    const shape = tensor && messagesOf(tensor, 2)[0];
    values.push({
      name: textOf(value, 1),
      elementType: tensor === undefined ? 0 : numberOf(tensor, 1),
      shape: shape === undefined ? null : axesOf(shape),
    });
  }
  return values;
}

function axesOf(shape: Uint8Array): readonly Axis[] | null {
  const fields = fieldsIn(shape);
  if (fields === undefined) return null;
  return messagesOf(fields, 1).map((message) => {
    const axis = fieldsIn(message) ?? [];
    return axis.some(({ number, wire }) => number === 1 && wire === "varint")
      ? numberOf(axis, 1)
      : textOf(axis, 2) || "?";
  });
}

function metadataOf(model: readonly Field[]): ReadonlyMap<string, string> | undefined {
  const metadata = new Map<string, string>();
  for (const message of messagesOf(model, 14)) {
    const fields = fieldsIn(message);
    if (fields === undefined) return undefined;
    metadata.set(textOf(fields, 1), textOf(fields, 2));
  }
  return metadata;
}

function fieldsIn(message: Uint8Array | undefined): readonly Field[] | undefined {
  const fields = message === undefined ? undefined : readFields(message);
  return typeof fields === "string" ? undefined : fields;
}

function faultOf(fault: WireFault): string {
  return fault === "cut-off" ? "the file is cut off: not all of the model is there" : "this is not an ONNX model";
}

/** What an operator fetches by mistake in place of a model, told by how it begins. */
function otherKind(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return "an empty file";
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 64)).trimStart().toLowerCase();
  if (start.startsWith("pk\u0003\u0004")) return "a ZIP archive (weights of PyTorch, perhaps)";
  if (start.startsWith("<")) return "a web page";
  if (start.startsWith("version https://git-lfs")) return "the pointer to a file kept elsewhere (Git LFS)";
  if (start.startsWith("ortm", 4)) return "a model of ONNX Runtime's own format";
  return undefined;
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024);
