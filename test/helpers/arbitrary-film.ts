import fc from "fast-check";
import {
	type Ground,
	LAYERS,
	type Layer,
	type Paint,
	type Placement,
	type Scene,
	type Sprite,
} from "../../shared/video/scene/scene.ts";

export const SCREEN = { widthPx: 64, heightPx: 96 };

/** A scene, and those before and after it, alike but for a few edits each. */
export type Moment = { readonly scene: Scene; readonly before: Scene; readonly after: Scene };

type Edit = (scene: Scene) => Scene;

export function arbitraryMoment(): fc.Arbitrary<Moment> {
	const edits = fc.array(arbitraryEdit(), { maxLength: 2 });
	const few = fc.array(arbitraryEdit(), { maxLength: 1, size: "xsmall" });
	const none = fc.constant([same, same, same] as const);
	return fc
		.oneof(
			{ weight: 2, arbitrary: fc.tuple(arbitraryScene(), edits, edits, edits, none) },
			{ weight: 1, arbitrary: fc.tuple(arbitraryScene(), few, fc.constant([]), few, arbitraryFade()) },
		)
		.map(([base, ofScene, ofBefore, ofAfter, [fadeBefore, fade, fadeAfter]]) => ({
			scene: fade(apply(base, ofScene)),
			before: fadeBefore(apply(base, ofBefore)),
			after: fadeAfter(apply(base, ofAfter)),
		}));
}

const same: Edit = (scene) => scene;
const apply = (scene: Scene, edits: readonly Edit[]) => edits.reduce((edited, edit) => edit(edited), scene);

const even = (min: number, max: number) => fc.integer({ min: min / 2, max: max / 2 }).map((half) => 2 * half);
const shift = fc.constantFrom(-16, -6, -2, 2, 8, 24);

const gradient = (space: "sprite" | "screen"): Paint => ({
	stops: [
		{ at: 0, colour: "#ff0000" },
		{ at: 1, colour: "#0000ff" },
	],
	fromPx: 0,
	toPx: 96,
	space,
});

/** Three of each of three sizes. */
const SPRITES = [
	[64, 12],
	[28, 20],
	[10, 6],
].flatMap(([widthPx = 0, heightPx = 0]) =>
	["#102030", gradient("sprite"), gradient("screen")].map((fill, index): Sprite => {
		const key = `${widthPx}×${heightPx} ${index}`;
		return { key, widthPx, heightPx, shapes: [{ kind: "path", d: key, fill }] };
	}),
);
const sprite = fc.constantFrom(...SPRITES);
const ofItsSize = ({ widthPx }: Sprite) => SPRITES.filter((each) => each.widthPx === widthPx);

const ground: fc.Arbitrary<Ground> = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom("#ffffff", "#eeeeee") },
	{
		weight: 1,
		arbitrary: fc.constant({
			kind: "gradient",
			stops: [
				{ at: 0, colour: "#ffffff" },
				{ at: 1, colour: "#000000" },
			],
			heightPx: 30,
		} as const),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom(...SPRITES.slice(-2)).map((tile) => ({ kind: "tile", tile }) as const),
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.constantFrom(...SPRITES.slice(0, 2)), fc.constantFrom(0, 8))
			.map(([picture, xPx]) => ({ kind: "picture", picture, xPx }) as const),
	},
);

const rounded = fc.constantFrom("upper" as const, "lower" as const, null);

const clip = fc
	.tuple(even(0, 24), even(0, 40), even(8, 64), even(8, 96), fc.constantFrom(0, 0, 0, 5), rounded)
	.map(([xPx, yPx, widthPx, heightPx, radiusPx, only]) => ({
		xPx,
		yPx,
		widthPx: Math.min(widthPx, SCREEN.widthPx - xPx),
		heightPx: Math.min(heightPx, SCREEN.heightPx - yPx),
		...(radiusPx > 0 && { radiusPx }),
		...(radiusPx > 0 && only !== null && { rounded: only }),
	}));

const placement = (item: string): fc.Arbitrary<Placement> =>
	fc
		.record({
			sprite,
			xPx: fc.oneof(fc.constant(0), even(-8, 48)),
			yPx: even(-20, 100),
			opacity: fc.constantFrom(64, 64, 64, 64, 40, 7, 0),
			from: fc.option(fc.nat(2), { freq: 3 }),
			by: fc.constantFrom(1, 1, 1, 1, 1, 0.8, 1.15),
			screenYPx: fc.constantFrom(0, 0, 20),
		})
		.map(({ from, by, ...rest }) => {
			const other = from === null ? undefined : ofItsSize(rest.sprite)[from];
			return {
				item,
				...rest,
				...(other !== undefined && { from: other }),
				...(by !== 1 && { scale: { by, xPx: 4, yPx: 6 } }),
			};
		});

const layer = (name: Layer["name"]): fc.Arbitrary<Layer> =>
	fc
		.record({
			clip: name === "backdrop" ? fc.constant({ xPx: 0, yPx: 0, ...SCREEN }) : clip,
			dyPx: even(-20, 20),
			ground: fc.option(ground, { freq: 3 }),
			placements: fc.tuple(...[0, 1, 2, 3].map((index) => fc.option(placement(`${name}-${index}`)))),
		})
		.map(({ ground: filled, placements, ...rest }) => ({
			name,
			...rest,
			...(filled !== null && { ground: filled }),
			placements: placements.flatMap((each) => each ?? []),
		}));

const arbitraryScene = (): fc.Arbitrary<Scene> =>
	fc
		.tuple(...LAYERS.map((name) => fc.option(layer(name), { freq: name === "column" ? 20 : 2 })))
		.map((layers) => ({ layers: layers.flatMap((each) => each ?? []) }));

const editLayer =
	(index: number, edit: (layer: Layer) => Layer): Edit =>
	({ layers }) => ({ layers: layers.map((each, at) => (at === index % layers.length ? edit(each) : each)) });

const editPlacement = (index: number, at: number, edit: (one: Placement) => readonly Placement[]): Edit =>
	editLayer(index, (each) => ({
		...each,
		placements: each.placements.flatMap((one, place) =>
			place === at % each.placements.length ? edit(one) : [one],
		),
	}));

function arbitraryEdit(): fc.Arbitrary<Edit> {
	const where = fc.tuple(fc.nat(5), fc.nat(3));
	const scroll = fc
		.tuple(fc.nat(5), shift)
		.map(([index, px]) => editLayer(index, (each) => ({ ...each, dyPx: each.dyPx + px })));
	return fc.oneof(
		{ weight: 4, arbitrary: scroll },
		// What is above moves one way, and what is below stays.
		fc.tuple(where, shift).map(([[index, at], px]) =>
			editLayer(index, (each) => ({
				...each,
				dyPx: each.dyPx - px,
				placements: each.placements.map((one, place) => (place > at ? { ...one, yPx: one.yPx + px } : one)),
			})),
		),
		fc
			.tuple(where, shift)
			.map(([[index, at], px]) => editPlacement(index, at, (one) => [{ ...one, yPx: one.yPx + px }])),
		fc
			.tuple(where, shift)
			.map(([[index, at], px]) => editPlacement(index, at, (one) => [{ ...one, xPx: one.xPx + px }])),
		where.map(([index, at]) => editPlacement(index, at, () => [])),
		where.map(([index, at]) => editPlacement(index, at, ({ scale, ...one }) => [one])),
		fc.tuple(where, fc.nat(2)).map(([[index, at], other]) =>
			editPlacement(index, at, (one) => {
				const from = ofItsSize(one.sprite)[other];
				return [from === undefined ? one : { ...one, from }];
			}),
		),
		fc
			.tuple(where, placement("new"))
			.map(([[index, at], one]) => editPlacement(index, at, (old) => [one, old])),
		fc
			.tuple(where, placement("any"))
			.map(([[index, at], one]) => editPlacement(index, at, ({ item }) => [{ ...one, item }])),
		fc
			.nat(5)
			.map((index) => editLayer(index, (each) => ({ ...each, placements: each.placements.toReversed() }))),
		fc
			.tuple(fc.nat(5), ground)
			.map(([index, filled]) => editLayer(index, (each) => ({ ...each, ground: filled }))),
		fc.tuple(fc.nat(5), clip).map(([index, other]) => editLayer(index, (each) => ({ ...each, clip: other }))),
		fc.tuple(fc.nat(5), shift).map(([index, px]) => slide(index, px)),
		fc
			.tuple(fc.nat(5), shift, fc.boolean(), fc.constantFrom(-1, 0, 1))
			.map(([index, px, ...how]) => stretch(index, px, how)),
		fc.nat(5).map(
			(index): Edit =>
				({ layers }) => ({ layers: layers.filter((_, at) => at !== index) }),
		),
		land,
	);
}

/** A layer moves with its clip, as a keyboard does, as far as the screen allows. */
const slide = (index: number, px: number): Edit =>
	editLayer(index, (each) => {
		const yPx = each.clip.yPx + px;
		if (yPx < 0 || yPx + each.clip.heightPx > SCREEN.heightPx) return each;
		return { ...each, dyPx: each.dyPx + px, clip: { ...each.clip, yPx } };
	});

/** A layer begins or ends elsewhere, and its content stays or moves, as a column's and a composer's over a keyboard. */
const stretch = (index: number, px: number, [isEnd, along]: readonly [boolean, number]): Edit =>
	editLayer(index, (each) => {
		const yPx = each.clip.yPx + (isEnd ? 0 : px);
		const heightPx = each.clip.heightPx + (isEnd ? px : -px);
		if (yPx < 0 || heightPx <= 0 || yPx + heightPx > SCREEN.heightPx) return each;
		return { ...each, dyPx: each.dyPx + along * px, clip: { ...each.clip, yPx, heightPx } };
	});

/** What was in flight stands in the column, at the same place. */
const land: fc.Arbitrary<Edit> = fc.constant(({ layers }) => {
	const flight = layers.find(({ name }) => name === "flight");
	return {
		layers: layers.flatMap((each) => {
			if (each === flight) return [];
			if (each.name !== "column" || flight === undefined) return [each];
			const landed = flight.placements.map((one) => ({ ...one, yPx: one.yPx + flight.dyPx - each.dyPx }));
			return [{ ...each, placements: [...each.placements, ...landed] }];
		}),
	};
});

/** How a thing fades in or out: before, between, after. */
function arbitraryFade(): fc.Arbitrary<readonly [Edit, Edit, Edit]> {
	const weights = fc.constantFrom(3, 16, 32, 61);
	return fc
		.tuple(fc.nat(5), fc.nat(3), fc.option(fc.nat(2)), weights, fc.boolean())
		.map(([index, at, other, opacity, isOut]) => {
			const edit = (make: (one: Placement, from: Sprite | undefined) => readonly Placement[]) =>
				editPlacement(index, at, ({ from, ...one }) =>
					make(one, other === null ? undefined : ofItsSize(one.sprite)[other]),
				);
			const start = edit((one, from) => (from === undefined ? [] : [{ ...one, sprite: from, opacity: 64 }]));
			const between = edit((one, from) => [{ ...one, opacity, ...(from !== undefined && { from }) }]);
			const end = edit((one) => [{ ...one, opacity: 64 }]);
			return isOut ? ([end, between, start] as const) : ([start, between, end] as const);
		});
}
