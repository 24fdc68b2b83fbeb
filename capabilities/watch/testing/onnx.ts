/**
 * Writes small ONNX models for tests: protobuf by hand (github.com/onnx/onnx, `onnx.proto`), so that what is read here was not written
 * by what reads it.
 */

type Part = Uint8Array;

function varint(value: number | bigint): Part {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const byte = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? byte | 0x80 : byte);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

const join = (parts: readonly Part[]): Part => Buffer.concat(parts);
const integer = (field: number, value: number | bigint): Part => join([varint(field << 3), varint(value)]);
const bytesOf = (field: number, value: Part): Part => join([varint((field << 3) | 2), varint(value.length), value]);
const message = (field: number, ...parts: readonly Part[]): Part => bytesOf(field, join(parts));
const text = (field: number, value: string): Part => bytesOf(field, new TextEncoder().encode(value));

export interface WrittenValue {
  readonly name: string;
  readonly shape: readonly (number | string)[];
  /** `TensorProto.DataType`; 1 is float, 7 int64. */
  readonly type?: number;
}

/** An output that is the same whatever the picture shows. */
export interface WrittenOutput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: (index: number) => number;
  readonly type?: 1 | 7;
}

export interface WrittenModel {
  readonly inputs?: readonly WrittenValue[];
  readonly outputs: readonly WrittenOutput[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly graph?: string;
  /** Its first weights are said to lie in this file. */
  readonly externalData?: string;
  /** Names of steps that do nothing. */
  readonly steps?: readonly string[];
}

export const PICTURE: WrittenValue = { name: "images", shape: [1, 3, 64, 64] };

/** A model whose outputs are constants and whose inputs lead nowhere. */
export function onnx({
  inputs = [PICTURE],
  outputs,
  metadata = {},
  graph = "main",
  externalData,
  steps = [],
}: WrittenModel): Uint8Array {
  const weights = outputs.map((output, index) =>
    message(
      5,
      ...output.shape.map((side) => integer(1, side)),
      integer(2, output.type ?? 1),
      text(8, `weights.${index}`),
      ...(externalData === undefined || index > 0
        ? [bytesOf(9, raw(output))]
        : [message(13, text(1, "location"), text(2, externalData)), integer(14, 1)]),
    ),
  );
  const nodes = outputs.map(({ name }, index) =>
    message(
      1,
      text(1, `weights.${index}`),
      text(2, name),
      text(3, steps[index] ?? `step.${index}`),
      text(4, "Identity"),
    ),
  );
  const values = (field: number, written: readonly WrittenValue[]): Part[] =>
    written.map(({ name, shape, type }) =>
      message(field, text(1, name), message(2, message(1, integer(1, type ?? 1), message(2, ...shape.map(axis))))),
    );
  return join([
    integer(1, 8),
    text(2, "tests"),
    message(7, ...nodes, text(2, graph), ...weights, ...values(11, inputs), ...values(12, outputs)),
    message(8, integer(2, 17)),
    ...Object.entries(metadata).map(([key, value]) => message(14, text(1, key), text(2, value))),
  ]);
}

const axis = (side: number | string): Part => message(1, typeof side === "number" ? integer(1, side) : text(2, side));

function raw({ shape, values, type = 1 }: WrittenOutput): Part {
  const count = shape.reduce((product, side) => product * side, 1);
  const written =
    type === 1
      ? Float32Array.from({ length: count }, (_, index) => values(index))
      : BigInt64Array.from({ length: count }, (_, index) => BigInt(values(index)));
  return new Uint8Array(written.buffer);
}
