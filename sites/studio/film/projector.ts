import type { Film } from "../../../shared/video/encode/film.ts";
import { blockName } from "../../../shared/video/layout/message/block.ts";
import { createPainter } from "../../../shared/video/paint/painter.ts";
import type { DrawnImage } from "../../../shared/video/paint/rasterise.ts";
import type { Draw } from "../../../shared/video/scene/draw.ts";
import { placementRect } from "../../../shared/video/scene/placement-rect.ts";
import type { Rect } from "../../../shared/video/scene/rect.ts";
import { chooseScriptStyles } from "../../../shared/video/text/font-choice.ts";
import type { Typesetter } from "../../../shared/video/text/typesetter.ts";
import { firstFrameFrom } from "../../../shared/video/timeline/frame-times.ts";
import type { PageMachine } from "../machine/open-machine.ts";
import type { Spot } from "./messages.ts";
import type { PlannedStory } from "./plan-story.ts";
import { createSameSprites } from "./same-sprites.ts";
import type { Screen } from "./screen.ts";

/** Shows one film after the other on a screen. What two of them have in common is rasterised once. */
export type Projector = {
	readonly load: (story: PlannedStory) => void;
	/** Shows the frame at a time, or the last. */
	readonly show: (seconds: number) => void;
	/** The time of a spot in the film that is loaded. */
	readonly secondsAt: (spot: Spot) => number;
	readonly durationSeconds: () => number;
	/** Which entry the picture that is shown has at a point. */
	readonly entryAt: (xPx: number, yPx: number) => number | null;
};

type Loaded = {
	readonly film: Film;
	readonly typesetter: Typesetter;
	/** The first frame of each hold, and the number of all. */
	readonly starts: readonly number[];
	readonly startMs: ReadonlyMap<number, number>;
};

export function createProjector(screen: Screen, { graphics }: PageMachine): Projector {
	const same = createSameSprites();
	const images = new Map<string, DrawnImage>();
	let loaded: Loaded | null = null;
	let draw: Draw | null = null;
	let drawnKey = "";
	let shownHold = 0;

	const typesetter: Pick<Typesetter, "fill"> = {
		fill: (...line) => loaded?.typesetter.fill(...line),
	};

	const holdAt = ({ film, starts }: Loaded, seconds: number) => {
		// 4.2 s times 30 frames a second may come out just below the frame that begins there.
		const frame = Math.min(film.frameCount - 1, Math.max(0, Math.floor(seconds * film.fps + 1e-6)));
		let [low, high] = [0, starts.length - 1];
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((starts[middle] ?? 0) <= frame) low = middle;
			else high = middle - 1;
		}
		return low;
	};

	return {
		load: ({ conversation, planned: { film, typesetter: own, steps }, images: decoded }) => {
			const key = lookKey(film, JSON.stringify(conversation));
			loaded = {
				film,
				typesetter: own,
				starts: listStarts(film),
				startMs: new Map(
					steps.flatMap(({ atMs, change }) => (change.kind === "shown" ? [[change.entry, atMs]] : [])),
				),
			};
			if (key === drawnKey && draw !== null && decoded.size === 0 && images.size === 0) return;
			drawnKey = key;
			images.clear();
			for (const [name, image] of decoded) images.set(name, image);
			same.forget();
			screen.resize(film);
			draw = createPainter(film, { graphics, typesetter, images }).draw;
		},
		show: (seconds) => {
			if (loaded === null || draw === null) return;
			shownHold = holdAt(loaded, seconds);
			const scene = loaded.film.holds[shownHold]?.scene;
			if (scene !== undefined) screen.show(same.rename(scene), draw);
		},
		secondsAt: (spot) => {
			if ("seconds" in spot) return spot.seconds;
			if (loaded === null) return 0;
			const { film, starts, startMs } = loaded;
			const frame = firstFrameFrom(startMs.get(spot.entry) ?? 0, film.fps);
			const first = holdAt(loaded, frame / film.fps);
			const settled = film.holds.findIndex(({ settled: is }, hold) => hold >= first && is);
			return (starts[settled === -1 ? first : settled] ?? 0) / film.fps;
		},
		durationSeconds: () => (loaded === null ? 0 : loaded.film.frameCount / loaded.film.fps),
		entryAt: (xPx, yPx) => {
			const scene = loaded?.film.holds[shownHold]?.scene;
			for (const layer of scene?.layers.toReversed() ?? []) {
				if (layer.name !== "column" && layer.name !== "flight") continue;
				for (const placement of layer.placements.toReversed()) {
					const entry = ENTRY.exec(placement.item)?.[1];
					if (entry !== undefined && isIn(placementRect(placement, layer), xPx, yPx)) return Number(entry);
				}
			}
			return null;
		},
	};
}

const ENTRY = new RegExp(`^${blockName(0).replace("0", String.raw`(\d+)`)}/`);

const isIn = ({ xPx, yPx, widthPx, heightPx }: Rect, x: number, y: number) =>
	x >= xPx && x < xPx + widthPx && y >= yPx && y < yPx + heightPx;

function listStarts({ holds }: Film): readonly number[] {
	let frame = 0;
	return holds.map(({ frameCount }) => {
		const start = frame;
		frame += frameCount;
		return start;
	});
}

/** Films with one key draw equal shapes alike: their size, and how they draw scripts that languages share. */
function lookKey({ widthPx, heightPx }: Film, texts: string): string {
	const { han, isUrdu } = chooseScriptStyles([texts]);
	return `${widthPx} ${heightPx} ${han} ${isUrdu}`;
}
