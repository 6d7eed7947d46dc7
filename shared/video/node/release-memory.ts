/**
 * Frees the memory of an array at once, and of all arrays that share its buffer; they are empty afterwards. The garbage collector
 * hardly counts memory outside its own heap: it let 130 MB of read-back pixels gather. Never for a Buffer that may be of Node's
 * pool (`Buffer.from`, `allocUnsafe` and files below 4 KB), which many others share.
 */
export function releaseMemory(array: Uint8Array | Uint8ClampedArray): void {
	if (array.byteLength < WORTH_BYTES) return;
	const { buffer } = array;
	if (!(buffer instanceof ArrayBuffer)) return;
	if (typeof buffer.transfer === "function") buffer.transfer(0);
	else handOver(buffer);
}

/** Below that the call costs more than the collector does: a small array gets its buffer only when it is asked for it. */
const WORTH_BYTES = 4096;

/** Node 20 has no `transfer`: there the memory moves to a short-lived object, which the next collection frees. */
function handOver(buffer: ArrayBuffer): void {
	try {
		structuredClone(buffer, { transfer: [buffer] });
	} catch {
		// Some buffers of a native module cannot be transferred: they wait for the garbage collector.
	}
}
