import { describe, expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { makeBackground, warnOfBackground } from "../../../../shared/video/layout/background.ts";
import { frameScreen } from "../../../../shared/video/layout/screen-rect.ts";
import { makeWallpaper } from "../../../../shared/video/layout/wallpaper.ts";
import { DOODLE_RADIUS_PT, DOODLES, TILE } from "../../../../shared/video/themes/doodles.ts";
import { imessageClassic } from "../../../../shared/video/themes/imessage-classic.ts";
import { resolveTheme } from "../../../../shared/video/themes/resolve-theme.ts";
import { pathPoints } from "../../../helpers/path-bounds.ts";

const VIEWPORT = { xPx: 64, yPx: 96, widthPx: 400, heightPx: 320 };
const SIZE = { widthPx: 400, heightPx: 800 };
const lookOf = (theme = imessageClassic) => resolveTheme(theme, { mode: "light", direction: "ltr", ...SIZE });

describe("a wallpaper", () => {
	const make = (wallpaper?: Parameters<typeof makeWallpaper>[0], pictures = new Map()) =>
		makeWallpaper(wallpaper, { look: lookOf(), pictures }, VIEWPORT);

	test("is a colour, the look's own where none is given", () => {
		expect([make(), make("#123456")]).toEqual(["#ffffff", "#123456"]);
	});

	test("is a gradient from the top to the lower end of what is seen", () => {
		const stops = [
			{ at: 0, colour: "#aaaaaa" },
			{ at: 1, colour: "#bbbbbb" },
		];
		expect(make({ top: "#aaaaaa", bottom: "#bbbbbb" })).toEqual({ kind: "gradient", stops, heightPx: 320 });
	});

	test("is a picture that covers what is seen, cut at the sides that are too long", () => {
		const ground = make("beach.jpg", new Map([["/theme/wallpaper", { widthPx: 1000, heightPx: 400 }]]));
		expect(ground).toMatchObject({ kind: "picture", xPx: 64, picture: { widthPx: 400, heightPx: 320 } });
		const shapes = typeof ground !== "string" && ground.kind === "picture" ? ground.picture.shapes : [];
		const [image] = shapes.flatMap((shape) => (shape.kind === "image" ? shape : []));
		expect(image).toEqual({
			...{ kind: "image", image: "/theme/wallpaper" },
			crop: { xPx: 250, yPx: 0, widthPx: 500, heightPx: 400 },
			rect: { xPx: 0, yPx: 0, widthPx: 400, heightPx: 320 },
		});
	});

	test("is the look's own colour where its picture could not be read", () => {
		expect(make("beach.jpg")).toBe("#ffffff");
	});

	test("is the look's own drawings, on a tile of even sides", () => {
		const wallpaper = { kind: "doodles", tone: "#eae0d3" } as const;
		const look = lookOf({ ...imessageClassic, page: { ...imessageClassic.page, wallpaper } });
		const ground = makeWallpaper(undefined, { look, pictures: new Map() }, VIEWPORT);
		if (typeof ground === "string" || ground.kind !== "tile") throw new Error("expected a tile");
		expect([ground.tile.widthPx % 2, ground.tile.heightPx % 2]).toEqual([0, 0]);
		const [first, ...shapes] = ground.tile.shapes;
		expect(first).toMatchObject({ kind: "path", fill: "#ffffff" });
		const drawings = shapes.flatMap((shape) => (shape.kind === "line" ? [shape] : []));
		expect(new Set(drawings.map(({ colour }) => colour))).toEqual(new Set(["#eae0d3"]));
		// Those across an edge twice.
		expect(drawings).toHaveLength(shapes.length);
		expect(drawings.length).toBeGreaterThan(DOODLES.length);
		// As large as the look says, turned, and not mirrored.
		for (const { matrix } of drawings) {
			const [a, b, c, d] = matrix;
			expect(a * d - b * c).toBeCloseTo(look.pxPerPt ** 2);
		}
	});
});

describe("the drawings", () => {
	test("stay within their circle", () => {
		for (const { d } of DOODLES) {
			const far = pathPoints(d).map((point) => Math.hypot(...point));
			expect(far.length).toBeGreaterThan(5);
			expect(Math.max(...far)).toBeLessThanOrEqual(DOODLE_RADIUS_PT);
		}
	});

	test("do not touch each other, across the tile's edges neither", () => {
		const wrap = (distance: number, length: number) =>
			Math.min(distance % length, length - (distance % length));
		for (const [index, one] of DOODLES.entries())
			for (const other of DOODLES.slice(index + 1)) {
				const across = wrap(Math.abs(one.xPt - other.xPt), TILE.widthPt);
				const down = wrap(Math.abs(one.yPt - other.yPt), TILE.heightPt);
				expect(Math.hypot(across, down)).toBeGreaterThan(2 * DOODLE_RADIUS_PT + TILE.strokePt);
			}
	});

	test("that are the same are not beside each other", () => {
		for (const [index, one] of DOODLES.entries())
			for (const other of DOODLES.slice(index + 1).filter(({ d }) => d === one.d)) {
				const down = Math.abs(one.yPt - other.yPt);
				expect(Math.min(down, TILE.heightPt - down)).toBeGreaterThan(60);
			}
	});
});

describe("a background", () => {
	const conversationOf = (video: object, theme = {}) =>
		parseConversation({ theme, video, messages: [{ sender: "you", text: "Hi" }] });
	const codes = (video: object) => {
		const conversation = conversationOf(video);
		return warnOfBackground(conversation, frameScreen(conversation.video)).map(({ code }) => code);
	};

	test("is a calm colour of the mode, or one's own colour or picture", () => {
		const of = (video: object, mode = "light") => makeBackground(conversationOf(video, { mode }), new Map());
		expect([of({}), of({}, "dark"), of({ background: "#00FF00" })]).toEqual([
			"#dfe3ea",
			"#2c2e35",
			"#00ff00",
		]);
		const pictures = new Map([["/video/background", { widthPx: 100, heightPx: 100 }]]);
		expect(makeBackground(conversationOf({ background: "beach.png" }), pictures)).toMatchObject({
			...{ kind: "picture", xPx: 0, picture: { widthPx: 1080, heightPx: 1920 } },
		});
	});

	test("that nobody sees, or that is no colour of an MP4, is a warning", () => {
		expect(codes({ background: "#00ff00" })).toEqual(["BACKGROUND_NOT_SEEN"]);
		expect(codes({ frame: "card", background: "#00ff00" })).toEqual([]);
		expect(codes({ frame: "card", background: "transparent" })).toEqual(["NO_TRANSPARENCY"]);
		expect(codes({ frame: "card", background: "transparent", format: "webm-alpha" })).toEqual([]);
		expect(codes({ frame: "card" })).toEqual([]);
	});
});
