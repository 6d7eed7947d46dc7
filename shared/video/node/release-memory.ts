/**
 * Gives the memory of an array, and of all that share its buffer, back at once; they are empty from then on. The garbage
 * collector hardly counts what lies outside its own heap: it let 130 MB of read-back pixels gather. Never for a Buffer
 * that may be of Node's pool (`Buffer.from`, `allocUnsafe` and files below 4 KB), which many others share.
 */
export function releaseMemory({ buffer }: Uint8Array | Uint8ClampedArray): void {
	if (!(buffer instanceof ArrayBuffer)) return;
	if (typeof buffer.transfer === "function") buffer.transfer(0);
	else handOver(buffer);
}

/** Node 20 has no `transfer`. There the memory is a short-lived object's, which the next collection takes. */
function handOver(buffer: ArrayBuffer): void {
	try {
		structuredClone(buffer, { transfer: [buffer] });
	} catch {
		// Some of a native module's cannot be handed over: they wait for the collector.
	}
}
