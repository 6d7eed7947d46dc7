/** Says at the end of a video how many frames it was given. */
const COUNTING = `
	const flush = VideoEncoder.prototype.flush;
	const encodeFrame = VideoEncoder.prototype.encode;
	VideoEncoder.prototype.encode = function (frame, options) {
		this.given = (this.given ?? 0) + 1;
		encodeFrame.call(this, frame, options);
	};
	VideoEncoder.prototype.flush = function () {
		console.info("encoded " + this.given);
		return flush.call(this);
	};`;

/**
 * Workers in which the browser's encoder is missing, is not what it says, or is of another kind. By address: what happens before the
 * worker's own code.
 */
export const OTHER_ENCODERS = {
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
	/** Its stream has layers, to which no pictures can be added. */
	"/layered-encoder.js": `${COUNTING}
		const configure = VideoEncoder.prototype.configure;
		VideoEncoder.prototype.configure = function (config) {
			configure.call(this, { ...config, scalabilityMode: "L1T2" });
		};`,
	"/counting-encoder.js": COUNTING,
} as const;
