import fc from "fast-check";
import type { Film } from "../../shared/video/encode/film.ts";
import {
	type Ground,
	type Hold,
	LAYERS,
	type Layer,
	type Placement,
	type Scene,
	type Sprite,
} from "../../shared/video/scene/scene.ts";
import { filmOfHolds } from "./test-film.ts";

const WIDTH_PX = 64;
const FPS = 24;

const sprite = (key: string, widthPx: number, heightPx: number, shapes: Sprite["shapes"] = []): Sprite => {
	return { key, widthPx, heightPx, shapes };
};
const STOPS = [
	{ at: 0, colour: "#ffffff" },
	{ at: 1, colour: "#000000" },
];
const SPRITES = [
	sprite("low", 32, 8),
	sprite("high", 32, 40),
	sprite("wide", WIDTH_PX, 24),
	sprite("screen", 32, 24, [
		{ kind: "path", d: "M0 0h32v24h-32Z", fill: { stops: STOPS, fromPx: 0, toPx: 96, space: "screen" } },
	]),
];
const GROUNDS: readonly Ground[] = [
	"#ffffff",
	"#ffffff",
	"#eeeeee",
	{ kind: "gradient", stops: STOPS, heightPx: 24 },
	{ kind: "tile", tile: sprite("tile", 12, 12) },
	{ kind: "picture", picture: sprite("picture", WIDTH_PX, 24), xPx: 0 },
];

const even = (min: number, max: number) => fc.integer({ min: min / 2, max: max / 2 }).map((half) => 2 * half);

const LOOK = {
	opacity: fc.constantFrom(64, 64, 64, 32, 0),
	from: fc.constantFrom(...SPRITES),
	scale: fc.record({
		by: fc.constantFrom(0.5, 1.1),
		xPx: fc.constantFrom(16, -24),
		yPx: fc.constantFrom(0, 20, 70),
	}),
	screenYPx: fc.constantFrom(0, 16),
};
const arbitraryLook = fc.record(LOOK, { requiredKeys: [] });

const arbitraryPlacement: fc.Arbitrary<Placement> = fc.record(
	{
		item: fc.constant("item"),
		sprite: fc.constantFrom(...SPRITES),
		xPx: fc.constantFrom(0, 0, 0, 16, -40),
		yPx: even(-40, 160),
		...LOOK,
	},
	{ requiredKeys: ["item", "sprite", "xPx", "yPx", "opacity"] },
);

/** Mostly with what chats have: clips as wide as the screen, which begin and end on whole rows. */
function arbitraryLayer(heightPx: number): fc.Arbitrary<Layer> {
	const placements = fc.array(arbitraryPlacement, { maxLength: 4 });
	const across = (yPx: number, endPx: number) => ({ xPx: 0, yPx, widthPx: WIDTH_PX, heightPx: endPx - yPx });
	const column = fc.record(
		{
			name: fc.constant("column" as const),
			clip: fc.constantFrom(
				across(16, 96),
				across(16, 96),
				across(16, heightPx),
				across(18, 90),
				{ ...across(16, 96), xPx: 8, widthPx: 40 },
				{ ...across(10, 90), radiusPx: 12 },
				{ ...across(16, 96), radiusPx: 12, rounded: "lower" as const },
			),
			dyPx: even(-64, 32),
			ground: fc.constantFrom(...GROUNDS),
			placements,
		},
		{ requiredKeys: ["name", "clip", "dyPx", "placements"] },
	);
	const other = fc.record(
		{
			name: fc.constantFrom("backdrop", "frame", "flight", "header", "footer", "keyboard"),
			clip: fc.constantFrom(
				across(0, 16),
				across(0, 24),
				across(96, heightPx),
				across(64, heightPx),
				across(0, heightPx),
				across(16, heightPx),
			),
			dyPx: fc.constantFrom(0, 0, 16, -6),
			ground: fc.constantFrom(...GROUNDS),
			placements,
		},
		{ requiredKeys: ["name", "clip", "dyPx", "placements"] },
	);
	return fc.oneof(column, other);
}

/** What turns one scene into the next. */
type Step =
	| { readonly kind: "move"; readonly layer: number; readonly upPx: number }
	| { readonly kind: "set"; readonly layer: Layer }
	| { readonly kind: "place"; readonly layer: number; readonly at: number; readonly placement: Placement }
	| { readonly kind: "take" | "raise"; readonly layer: number; readonly at: number }
	| { readonly kind: "alter"; readonly layer: number; readonly at: number; readonly look: Partial<Placement> }
	| { readonly kind: "leave"; readonly layer: number };

/** Films of scenes with all that scenes may have. Most holds differ from the one before in one thing. */
export function arbitraryFilm(): fc.Arbitrary<Film> {
	return even(96, 128).chain((heightPx) => {
		const layer = fc.constantFrom(0, 1, 1, 1, 2, 3, 4);
		const at = fc.nat(3);
		const step: fc.Arbitrary<Step> = fc.oneof(
			{
				weight: 6,
				arbitrary: fc.record({ kind: fc.constant("move"), layer: fc.constant(1), upPx: even(-20, 60) }),
			},
			{ weight: 1, arbitrary: fc.record({ kind: fc.constant("move"), layer, upPx: even(-20, 60) }) },
			{ weight: 3, arbitrary: fc.record({ kind: fc.constant("set"), layer: arbitraryLayer(heightPx) }) },
			{
				weight: 3,
				arbitrary: fc.record({
					kind: fc.constant("place"),
					layer,
					at,
					placement: arbitraryPlacement,
				}),
			},
			{ weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("take", "raise"), layer, at }) },
			{ weight: 3, arbitrary: fc.record({ kind: fc.constant("alter"), layer, at, look: arbitraryLook }) },
			{ weight: 1, arbitrary: fc.record({ kind: fc.constant("leave"), layer }) },
		);
		const holds = fc.array(
			fc.record({
				steps: fc.array(step, { minLength: 1, maxLength: 2 }),
				frameCount: fc.constantFrom(1, 1, 1, 1, 1, 2, 7, 130),
			}),
			{ minLength: 8, maxLength: 40 },
		);
		return fc.tuple(fc.array(arbitraryLayer(heightPx), { maxLength: 6 }), holds).map(([layers, changes]) => {
			let scene = layers.reduce((all, each) => withLayer(all, each), backdropOnly(heightPx));
			const made = changes.map(({ steps, frameCount }): Hold => {
				scene = steps.reduce(take, scene);
				return { scene, frameCount, settled: frameCount > 1 };
			});
			return filmOfHolds(made, { widthPx: WIDTH_PX, heightPx, fps: FPS });
		});
	});
}

/** Something is behind everything, as in every chat. */
function backdropOnly(heightPx: number): Scene {
	const clip = { xPx: 0, yPx: 0, widthPx: WIDTH_PX, heightPx };
	return { layers: [{ name: "backdrop", clip, dyPx: 0, ground: "#ffffff", placements: [] }] };
}

function take(scene: Scene, step: Step): Scene {
	if (step.kind === "set") return withLayer(scene, step.layer);
	const layer = scene.layers[step.layer];
	if (layer === undefined) return scene;
	const { placements } = layer;
	switch (step.kind) {
		case "move":
			return withLayer(scene, { ...layer, dyPx: layer.dyPx - step.upPx });
		case "place":
			return withLayer(scene, { ...layer, placements: placements.toSpliced(step.at, 0, step.placement) });
		case "take":
			return withLayer(scene, { ...layer, placements: placements.toSpliced(step.at, 1) });
		case "alter": {
			const altered = placements[step.at];
			if (altered === undefined) return scene;
			return withLayer(scene, {
				...layer,
				placements: placements.with(step.at, { ...altered, ...step.look }),
			});
		}
		case "raise": {
			const raised = placements.slice(step.at, step.at + 1);
			return withLayer(scene, { ...layer, placements: [...placements.toSpliced(step.at, 1), ...raised] });
		}
		case "leave":
			return step.layer === 0 ? scene : { layers: scene.layers.filter((each) => each !== layer) };
	}
}

function withLayer({ layers }: Scene, layer: Layer): Scene {
	const others = layers.filter(({ name }) => name !== layer.name);
	return { layers: [...others, layer].sort((a, b) => LAYERS.indexOf(a.name) - LAYERS.indexOf(b.name)) };
}
