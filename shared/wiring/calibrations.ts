import type { EngineName } from "../core/engine-name.ts";
import { type Calibration, calibrate } from "../quota/calibration.ts";
import { defaultCoefficients } from "../quota/cost-model.ts";
import type { Measured, QuotaReader } from "../quota/reader.ts";

/** How long what was learned is used before the history is read again. */
const FRESH_MS = 60_000;

export type Calibrations = {
	/** What renders by an engine cost here. Where the history cannot be read, the model's own figures. Never rejects. */
	readonly of: (engine: EngineName, reader: Pick<QuotaReader, "lastMeasured">) => Promise<Calibration>;
};

/** For all executions of a process: the history is read once a minute at the most, mostly with two calls. */
export function createCalibrations(nowMs: () => number): Calibrations {
	let history: Promise<readonly Measured[]> = Promise.resolve([]);
	let readAtMs = -Infinity;
	return {
		of: async (engine, reader) => {
			if (nowMs() - readAtMs >= FRESH_MS) {
				readAtMs = nowMs();
				history = reader.lastMeasured().catch(() => []);
			}
			const ofEngine = (await history).filter((measured) => measured.engine === engine);
			return calibrate(defaultCoefficients(engine), ofEngine);
		},
	};
}
