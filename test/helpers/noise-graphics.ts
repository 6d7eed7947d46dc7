import type { Context2d, Graphics } from "../../shared/video/graphics.ts";

/**
 * A canvas that fills whole sprites with noise, opaque, empty and between: each pixel depends on the path, the fill, the scale
 * and its place in the sprite, so that no two places look alike. The same sprite is the same noise.
 */
export const noiseGraphics: Pick<Graphics, "createCanvas" | "path"> = {
	createCanvas: (width, height) => {
		const canvas = { width, height, pixels: new Uint8Array() };
		const clear = () => {
			canvas.pixels = new Uint8Array(4 * canvas.width * canvas.height);
		};
		return {
			get width() {
				return canvas.width;
			},
			set width(widthPx: number) {
				canvas.width = widthPx;
				clear();
			},
			get height() {
				return canvas.height;
			},
			set height(heightPx: number) {
				canvas.height = heightPx;
				clear();
			},
			getContext: () => createContext(canvas),
			rgba: () => canvas.pixels.slice(),
		};
	},
	path: (d) => Object(d),
};

type Pixels = { readonly width: number; readonly pixels: Uint8Array };

function createContext({ width, pixels }: Pixels): Context2d {
	let [xPx, yPx, by] = [0, 0, 1];
	const nothing = () => {};
	const context = {
		fillStyle: "",
		save: nothing,
		restore: nothing,
		clip: nothing,
		drawImage: nothing,
		translate: (x: number, y: number) => {
			xPx += x * by;
			yPx += y * by;
		},
		scale: (factor: number) => {
			by *= factor;
		},
		createLinearGradient: (_: number, from: number, __: number, to: number) => {
			const words = [from, to];
			return {
				addColorStop: (at: number, colour: string) => words.push(at, hash(colour)),
				toString: () => words.join(),
			};
		},
		fill: (path: object) => {
			const seed = hash(`${path} ${context.fillStyle} ${by}`);
			for (let pixel = 0; pixel < pixels.length / 4; pixel++) {
				const x = (pixel % width) - Math.round(xPx);
				const y = Math.floor(pixel / width) - Math.round(yPx);
				const noise = mixBits(seed + 7919 * x + 104_729 * y);
				const coverage = coverageAt(x, y, noise & 255);
				for (const channel of [0, 1, 2])
					pixels[4 * pixel + channel] = (coverage * ((noise >> (8 * (channel + 1))) & 255)) >> 8;
				pixels[4 * pixel + 3] = coverage;
			}
		},
	};
	return context as unknown as Context2d;
}

/** Rows that begin with an edge and are opaque then, empty ones, and edges all through. */
function coverageAt(x: number, y: number, noise: number): number {
	if (y % 5 === 3) return x % 24 < 3 ? noise : 0;
	if (y % 5 === 1) return noise;
	return x < 3 ? noise : 255;
}

function hash(text: string): number {
	let value = 0;
	for (let at = 0; at < text.length; at++) value = mixBits(value ^ text.charCodeAt(at));
	return value;
}

function mixBits(value: number): number {
	const once = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
	const twice = Math.imul(once ^ (once >>> 12), 0x297a2d39);
	return (twice ^ (twice >>> 15)) >>> 0;
}
