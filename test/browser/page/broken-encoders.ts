/** Workers in which the browser's encoder is missing, or is not what it says. By address: what happens before the worker's own code. */
export const BROKEN_ENCODERS = {
	"/without-encoder.js": "delete globalThis.VideoEncoder;",
	"/without-h264.js": "VideoEncoder.isConfigSupported = async (config) => ({ supported: false, config });",
	"/hanging-encoder.js": "VideoEncoder.prototype.flush = () => new Promise(() => {});",
	"/lying-encoder.js":
		"VideoEncoder.prototype.encode = () => { throw new DOMException('no', 'OperationError'); };",
	/** It encodes the two frames of a trial, and leaves out the fifth of a video. */
	"/dropping-encoder.js": `
		const encode = VideoEncoder.prototype.encode;
		VideoEncoder.prototype.encode = function (frame, options) {
			this.count = (this.count ?? 0) + 1;
			if (this.count !== 5) encode.call(this, frame, options);
		};`,
} as const;
