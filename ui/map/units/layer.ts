import type { CustomLayerInterface, Map as MapLibre } from "maplibre-gl";
import type { Tokens } from "../../theme/tokens.ts";
import { STALE_AFTER_MS } from "../features.ts";
import type { SymbolAtlas } from "./atlas.ts";
import { DOT_BELOW, GLIDE_SECONDS, symbolPixels } from "./layout.ts";
import { programOf } from "./shaders.ts";
import { UnitVertices } from "./vertices.ts";

/** While something glides, the map is drawn so often and no more. */
const DRAW_EVERY_MS = 50;
const UNIFORMS = [
  "u_origin",
  "u_scale",
  "u_now",
  "u_glide",
  "u_stale",
  "u_pixels",
  "u_selected",
  "u_atlas",
  "u_colour",
  "u_dimmed",
  "u_accent",
  "u_dots",
] as const;

export interface UnitLayerParts {
  readonly atlas: SymbolAtlas;
  readonly vertices: UnitVertices;
  readonly nowMs: () => number;
  readonly tokens: Tokens;
}

/**
 * Tens of thousands of units in one call: a point each, whose place, glide, age and picture the graphics processor reckons from a buffer of
 * {@link UnitVertices}. The page's script writes what arrived and nothing else.
 */
export class UnitLayer implements CustomLayerInterface {
  readonly id = "unit-symbols";
  readonly type = "custom";
  readonly renderingMode = "2d";
  readonly #parts: UnitLayerParts;
  #map: MapLibre | null = null;
  #drawn: Drawn | null = null;
  #atlasVersion = -1;
  #capacity = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  visible = true;
  /** The track that is selected, or null. */
  selected: number | null = null;

  constructor(parts: UnitLayerParts) {
    this.#parts = parts;
  }

  onAdd(map: MapLibre, gl: WebGL2RenderingContext): void {
    this.#map = map;
    const program = programOf(gl);
    const buffer = gl.createBuffer();
    const vertices = gl.createVertexArray();
    gl.bindVertexArray(vertices);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    UnitVertices.describe(gl);
    gl.bindVertexArray(null);
    const uniforms = new Map(UNIFORMS.map((name) => [name, gl.getUniformLocation(program, name)]));
    this.#drawn = { program, buffer, vertices, texture: gl.createTexture(), uniforms };
    this.#atlasVersion = -1;
    this.#capacity = 0;
  }

  onRemove(_map: MapLibre, gl: WebGL2RenderingContext): void {
    clearTimeout(this.#again);
    this.#map = null;
    if (this.#drawn === null) return;
    gl.deleteProgram(this.#drawn.program);
    gl.deleteBuffer(this.#drawn.buffer);
    gl.deleteVertexArray(this.#drawn.vertices);
    gl.deleteTexture(this.#drawn.texture);
    this.#drawn = null;
  }

  /** Hot path: every frame the map draws. Writes what is new, and draws all units at once. */
  render(gl: WebGL2RenderingContext): void {
    const map = this.#map;
    const drawn = this.#drawn;
    if (map === null || drawn === null || !this.visible) return;
    const { atlas, vertices, nowMs, tokens } = this.#parts;
    const now = nowMs();
    const centre = map.getCenter();
    vertices.follow(centre.lng, centre.lat);
    vertices.sync(now);
    const { size } = vertices;
    if (size === 0) return;

    gl.useProgram(drawn.program);
    gl.bindVertexArray(drawn.vertices);
    gl.bindBuffer(gl.ARRAY_BUFFER, drawn.buffer);
    this.#capacity = vertices.upload(gl, this.#capacity);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, drawn.texture);
    if (this.#atlasVersion !== atlas.version) this.#uploadAtlas(gl);

    const { width, height } = gl.canvas;
    const ratio = map.getPixelRatio();
    const [lon, lat] = vertices.origin;
    // From where the map puts the origin, in doubles: a matrix of floats would shake by pixels when one looks closely.
    const origin = map.project([lon, lat]);
    const worldPixels = 512 * 2 ** map.getZoom();
    const pixels = symbolPixels(map.getZoom(), size, (width * height) / (ratio * ratio));
    const uniform = (name: (typeof UNIFORMS)[number]) => drawn.uniforms.get(name) ?? null;
    gl.uniform2f(uniform("u_origin"), ((origin.x * ratio) / width) * 2 - 1, 1 - ((origin.y * ratio) / height) * 2);
    gl.uniform2f(uniform("u_scale"), ((worldPixels * ratio) / width) * 2, -((worldPixels * ratio) / height) * 2);
    gl.uniform1f(uniform("u_now"), vertices.secondsAt(now));
    gl.uniform1f(uniform("u_glide"), GLIDE_SECONDS);
    gl.uniform1f(uniform("u_stale"), STALE_AFTER_MS / 1000);
    const dots = pixels < DOT_BELOW;
    gl.uniform1f(uniform("u_pixels"), (dots ? pixels : pixels / 0.75) * ratio);
    gl.uniform1i(uniform("u_selected"), this.selected === null ? -1 : vertices.slotOf(this.selected));
    gl.uniform1i(uniform("u_atlas"), 0);
    gl.uniform4f(uniform("u_colour"), ...rgba(tokens.map.unit));
    gl.uniform4f(uniform("u_dimmed"), ...rgba(tokens.dimmed, 0.6));
    gl.uniform4f(uniform("u_accent"), ...rgba(tokens.accent));
    gl.uniform1i(uniform("u_dots"), dots ? 1 : 0);
    gl.drawArrays(gl.POINTS, 0, size);
    gl.bindVertexArray(null);
    if (vertices.glidesAt(now)) this.#drawAgain(map);
  }

  #uploadAtlas(gl: WebGL2RenderingContext): void {
    const { atlas } = this.#parts;
    this.#atlasVersion = atlas.version;
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, atlas.canvas);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  }

  #drawAgain(map: MapLibre): void {
    this.#again ??= setTimeout(() => {
      this.#again = undefined;
      map.triggerRepaint();
    }, DRAW_EVERY_MS);
  }
}

interface Drawn {
  readonly program: WebGLProgram;
  readonly buffer: WebGLBuffer;
  readonly vertices: WebGLVertexArrayObject;
  readonly texture: WebGLTexture;
  readonly uniforms: ReadonlyMap<(typeof UNIFORMS)[number], WebGLUniformLocation | null>;
}

/** A colour `#rrggbb`, premultiplied. */
function rgba(colour: string, alpha = 1): [number, number, number, number] {
  const part = (at: number) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) * alpha;
  return [part(1), part(3), part(5), alpha];
}
