import { type Calibration, calibrate } from "../service/quota/calibration.ts";
import { lastMeasured, type Measured } from "../service/quota/last-measured.ts";
import type { RowStore } from "../service/row-store.ts";
import { defaultCoefficients } from "../video/cost/cost-model.ts";
import type { EngineName } from "../video/plan/engine.ts";

/** How long what was learned is used before the history is read again. */
const FRESH_MS = 60_000;

export type Calibrations = {
	/** What renders by an engine cost here. Where the history cannot be read, the model's own figures. Never rejects. */
	readonly of: (engine: EngineName, store: Pick<RowStore, "list">) => Promise<Calibration>;
};

/** For all executions of a process: the history is read once a minute at the most, mostly with two calls. */
export function createCalibrations(nowMs: () => number): Calibrations {
	let history: Promise<readonly Measured[]> = Promise.resolve([]);
	let readAtMs = -Infinity;
	return {
		of: async (engine, store) => {
			if (nowMs() - readAtMs >= FRESH_MS) {
				readAtMs = nowMs();
				history = lastMeasured(store).catch(() => []);
			}
			const ofEngine = (await history).filter((measured) => measured.engine === engine);
			return calibrate(defaultCoefficients(engine), ofEngine);
		},
	};
}
