import { entranceMs } from "../../../shared/video/animation/entrance-time.ts";
import type { Film } from "../../../shared/video/encode/film.ts";
import { blockName } from "../../../shared/video/layout/message/block.ts";
import { createPainter } from "../../../shared/video/paint/painter.ts";
import type { DrawnImage } from "../../../shared/video/paint/rasterise.ts";
import type { Draw } from "../../../shared/video/scene/draw.ts";
import { placementRect } from "../../../shared/video/scene/placement-rect.ts";
import type { Rect, Size } from "../../../shared/video/scene/rect.ts";
import type { Scene } from "../../../shared/video/scene/scene.ts";
import { chooseScriptStyles } from "../../../shared/video/text/font-choice.ts";
import type { Typesetter } from "../../../shared/video/text/typesetter.ts";
import type { PageMachine } from "../machine/open-machine.ts";
import { findHold, listStarts } from "./find-hold.ts";
import type { Spot } from "./messages.ts";
import type { PlannedStory } from "./plan-story.ts";
import { createSameSprites } from "./same-sprites.ts";
import type { Screen } from "./screen.ts";

/** Shows one story after the other on a screen. What two of them have in common is rasterised once. */
export type Projector = {
	readonly load: (story: PlannedStory) => void;
	/** What moves in the story that is loaded. */
	readonly loadFilm: (film: Film) => void;
	/** Shows the picture at a spot, and returns its time. Of a time without a film: the resting picture before it. */
	readonly show: (spot: Spot) => number;
	readonly durationSeconds: () => number;
	/** Which entry the picture that is shown has at a point. */
	readonly entryAt: (xPx: number, yPx: number) => number | null;
};

type Loaded = PlannedStory & {
	readonly film: { readonly holds: Film; readonly starts: readonly number[] } | null;
};

export function createProjector(screen: Screen, { graphics }: PageMachine): Projector {
	const same = createSameSprites();
	const images = new Map<string, DrawnImage>();
	let loaded: Loaded | null = null;
	let shown: Scene | null = null;
	let draw: Draw | null = null;
	let drawnKey = "";

	const typesetter: Pick<Typesetter, "fill"> = { fill: (...line) => loaded?.chat.typesetter.fill(...line) };

	return {
		load: (story) => {
			const { chat, conversation, images: decoded } = story;
			const { widthPx, heightPx } = chat.layout;
			loaded = { ...story, film: null };
			const key = lookKey({ widthPx, heightPx }, JSON.stringify(conversation));
			if (key === drawnKey && draw !== null && decoded.size === 0 && images.size === 0) return;
			drawnKey = key;
			images.clear();
			for (const [name, image] of decoded) images.set(name, image);
			same.forget();
			screen.resize(chat.layout);
			draw = createPainter(chat.layout, { graphics, typesetter, images }).draw;
		},
		loadFilm: (film) => {
			if (loaded !== null) loaded = { ...loaded, film: { holds: film, starts: listStarts(film) } };
		},
		show: (spot) => {
			if (loaded === null || draw === null) return 0;
			const { scene, seconds } = "entry" in spot ? restOf(loaded, spot.entry) : sceneAt(loaded, spot.seconds);
			shown = scene ?? null;
			if (scene !== undefined) screen.show(same.rename(scene), draw);
			return seconds;
		},
		durationSeconds: () => (loaded === null ? 0 : loaded.chat.durationMs / 1000),
		entryAt: (xPx, yPx) => {
			for (const layer of shown?.layers.toReversed() ?? []) {
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

type Shown = { readonly scene: Scene | undefined; readonly seconds: number };

/** The picture in which an entry has come to rest. The first resting picture is that of the start; each step is followed by one. */
function restOf({ chat: { steps, layout, look, durationMs } }: Loaded, entry: number): Shown {
	const step = steps.findIndex(({ change }) => change.kind === "shown" && change.entry === entry);
	const restMs = (steps[step]?.atMs ?? 0) + (step === -1 ? 0 : entranceMs(look.motion));
	return { scene: layout.rests[step + 1], seconds: Math.min(restMs, durationMs) / 1000 };
}

function sceneAt({ film, chat: { steps, layout } }: Loaded, seconds: number): Shown {
	if (film !== null)
		return { scene: film.holds.holds[findHold(film.holds, film.starts, seconds)]?.scene, seconds };
	const step = steps.findLastIndex(({ atMs }) => atMs <= seconds * 1000);
	return { scene: layout.rests[step + 1], seconds };
}

const ENTRY = new RegExp(`^${blockName(0).replace("0", String.raw`(\d+)`)}/`);

const isIn = ({ xPx, yPx, widthPx, heightPx }: Rect, x: number, y: number) =>
	x >= xPx && x < xPx + widthPx && y >= yPx && y < yPx + heightPx;

/** Stories with one key draw equal shapes alike: their size, and how they draw scripts that languages share. */
function lookKey({ widthPx, heightPx }: Size, texts: string): string {
	const { han, isUrdu } = chooseScriptStyles([texts]);
	return `${widthPx} ${heightPx} ${han} ${isUrdu}`;
}
