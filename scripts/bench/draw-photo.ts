// Draws scripts/bench/photo.jpg anew: hills in the evening, with the grain of a camera, so that it costs what a photo costs to decode
// and to code. Equal each time on one build of canvas.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import { startMulberry } from "../../shared/core/random.ts";
import { ROOT } from "../cli/root.ts";

const WIDTH_PX = 640;
const HEIGHT_PX = 480;
/** So that the file has about 24 kB, as a phone's picture has after a messenger made it small. */
const QUALITY = 74;
/** The most that a level is off by. */
const GRAIN = 9;

const canvas = createCanvas(WIDTH_PX, HEIGHT_PX);
const context = canvas.getContext("2d");
const random = startMulberry(7);

const sky = context.createLinearGradient(0, 0, 0, 300);
for (const [at, colour] of [
	[0, "#2f4d86"],
	[0.6, "#c98c8f"],
	[1, "#f5c987"],
] as const)
	sky.addColorStop(at, colour);
context.fillStyle = sky;
context.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);

const sun = context.createRadialGradient(430, 236, 8, 430, 236, 170);
sun.addColorStop(0, "#fff3cf");
sun.addColorStop(0.15, "#ffe2a0cc");
sun.addColorStop(1, "#ffd58000");
context.fillStyle = sun;
context.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);

for (const [index, colour] of ["#8c7f95", "#5f6780", "#3c4c5c", "#2b3a35", "#1c2822"].entries())
	drawHill(250 + 46 * index, 30 + 6 * index, colour);
addGrain();
await writeFile(join(ROOT, "scripts/bench/photo.jpg"), canvas.toBuffer("image/jpeg", QUALITY));

/** A ridge of three waves, with trees on it that are higher the nearer it is. */
function drawHill(topPx: number, wavePx: number, colour: string): void {
	const phases = [random(), random(), random()].map((share) => 2 * Math.PI * share);
	context.fillStyle = colour;
	context.beginPath();
	context.moveTo(0, HEIGHT_PX);
	for (let x = 0; x <= WIDTH_PX; x += 2) {
		const waves = phases.map((phase, index) => Math.sin(phase + (x * (index + 1)) / 110) / (index + 1));
		const treePx = ((topPx - 250) / 12) * random() ** 2;
		context.lineTo(x, topPx + (wavePx / 2) * waves.reduce((sum, wave) => sum + wave, 0) - treePx);
	}
	context.lineTo(WIDTH_PX, HEIGHT_PX);
	context.fill();
}

function addGrain(): void {
	const image = context.getImageData(0, 0, WIDTH_PX, HEIGHT_PX);
	for (let at = 0; at < image.data.length; at += 4) {
		const offBy = Math.round(GRAIN * (random() + random() - 1));
		for (let channel = 0; channel < 3; channel++)
			image.data[at + channel] = (image.data[at + channel] ?? 0) + offBy;
	}
	context.putImageData(image, 0, 0);
}
