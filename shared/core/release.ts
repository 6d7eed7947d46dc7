/**
 * Gives the memory of an array, and of all that share its buffer, back at once; they are empty from then on. The garbage
 * collector hardly counts what lies outside its own heap: it let 130 MB of read-back pixels gather. Never for a Buffer
 * that may be of Node's pool (`Buffer.from`, `allocUnsafe` and files below 4 KB), which many others share.
 */
export function release({ buffer }: Uint8Array | Uint8ClampedArray): void {
	if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
