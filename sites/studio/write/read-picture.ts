/** A picture of a chat is drawn at most so wide; a larger file would only make the story heavy. */
const MOST_PX = 1600;
const QUALITY = 0.9;

/** A file as a data URL that a conversation takes: upright, no larger than it can be seen. Rejects if it is no picture. */
export async function readPicture(file: Blob): Promise<string> {
	const bitmap = await createImageBitmap(file);
	const share = Math.min(1, MOST_PX / Math.max(bitmap.width, bitmap.height));
	const canvas = new OffscreenCanvas(
		Math.max(1, Math.round(bitmap.width * share)),
		Math.max(1, Math.round(bitmap.height * share)),
	);
	const context = canvas.getContext("2d");
	if (context === null) throw new Error("expected a 2d context");
	context.imageSmoothingQuality = "high";
	context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
	bitmap.close();
	const type = file.type === "image/png" ? "image/png" : "image/jpeg";
	return toDataUrl(await canvas.convertToBlob({ type, quality: QUALITY }));
}

function toDataUrl(blob: Blob): Promise<string> {
	const reader = new FileReader();
	return new Promise((resolve, reject) => {
		reader.addEventListener("load", () => resolve(String(reader.result)));
		reader.addEventListener("error", () => reject(reader.error));
		reader.readAsDataURL(blob);
	});
}
