import { createCanvas } from "../../shared/video/node/fonts/canvas.ts";

/** A JPEG of 40 × 20 pixels, red on the left and blue on the right, whose EXIF data says to turn it clockwise: upright, red is above. */
export async function turnedJpeg(): Promise<Uint8Array> {
	const canvas = createCanvas(40, 20);
	const context = canvas.getContext("2d");
	context.fillStyle = "#ff0000";
	context.fillRect(0, 0, 20, 20);
	context.fillStyle = "#0000ff";
	context.fillRect(20, 0, 20, 20);
	const jpeg = await canvas.encode("jpeg", 90);
	// Exif 2.3: an APP1 segment with a TIFF header and one entry, Orientation (0x0112), of the value 6.
	const exif = Buffer.from(
		"ffe1002245786966000049492a00080000000100120103000100000006000000" + "00000000",
		"hex",
	);
	return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}
