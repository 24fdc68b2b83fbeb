import type { KernelMaker } from "../../kernels/kernels.ts";
import type { Planes } from "../picture/background.ts";
import { Evidence } from "./evidence.ts";
import { layOutEvidence } from "./evidence-layout.ts";
import { FigureFinder } from "./figures.ts";
import { type Walker, Walkers } from "./walkers.ts";
import type { WatchedGround } from "./watched-ground.ts";

/** People on the ground around what is watched, picture by picture. */
export class GroundWatch {
  readonly #ground: WatchedGround;
  readonly #evidence: Evidence;
  readonly #finder: FigureFinder;
  readonly #walkers = new Walkers();
  #seen: readonly Walker[] = [];

  /** @param stride of the analysed picture's planes */
  constructor(ground: WatchedGround, make: KernelMaker, stride: number) {
    this.#ground = ground;
    const { reduction, spots, window } = ground;
    const [width, height] = [window.right - window.left, window.bottom - window.top];
    const size = {
      ...{ width, height, spots: spots.length },
      // Outlines are spread by three points.
      ...{ stride: Math.ceil((width + 3) / 16) * 16, source: height * reduction * stride },
    };
    const { at, bytes } = layOutEvidence(size);
    const kernels = make(bytes);
    this.#evidence = new Evidence(ground, kernels, at, size);
    this.#finder = new FigureFinder(ground, kernels, at);
  }

  step(seconds: number, planes: Planes, elapsedSeconds: number): readonly Walker[] {
    const held = this.#seen.filter(({ isSure }) => isSure).map(({ box }) => box);
    this.#evidence.step(planes, elapsedSeconds, held);
    const figures = this.#finder.find(this.#walkers.expected(seconds));
    this.#seen = this.#walkers.step(seconds, figures);
    const { reduction, window } = this.#ground;
    const inPicture = (x: number, y: number): [number, number] => [
      (x + window.left) * reduction,
      (y + window.top) * reduction,
    ];
    return this.#seen.map((walker) => {
      const [left, top] = inPicture(walker.box.left, walker.box.top);
      const [right, bottom] = inPicture(walker.box.right, walker.box.bottom);
      return { ...walker, box: { left, top, right, bottom } };
    });
  }

  forget(): void {
    this.#evidence.forget();
    this.#walkers.forget();
    this.#seen = [];
  }
}
