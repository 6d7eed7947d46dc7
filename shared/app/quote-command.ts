import type { JsonObject } from "../core/json.ts";
import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { type Connection, createClient } from "../platform/appwrite/client.ts";
import type { Env } from "../platform/node/env.ts";
import { type QuotePorts, quoteAnswer } from "../service/api/quote-answer.ts";
import { createCalibrations } from "../service/quota/calibration.ts";
import { lastMeasured } from "../service/quota/last-measured.ts";
import { TABLES } from "../service/tables.ts";
import { createNodeMachine } from "../video/node/node-machine.ts";
import { limitsIn } from "./limits.ts";
import { boundsOf } from "./render-function.ts";

/** The answer of `POST /quote` to a body, with the limits of this environment and the history of that Appwrite. */
export function quoteText(body: string, connection: Connection, env: Env): Promise<JsonObject> {
	const client = createClient(connection);
	const store = createAppwriteRowStore(client, TABLES);
	const nowMs = () => Date.now();
	const calibrations = createCalibrations(nowMs);
	const { syncMs, ...bounds } = boundsOf(env);
	const ports: QuotePorts = {
		machine: createNodeMachine(),
		engine: "fast",
		store,
		limits: limitsIn(env),
		calibrationOf: (engine) => calibrations.of(engine, () => lastMeasured(store)),
		...{ bounds, syncMs, maxMessages: env.MAX_MESSAGES, nowMs },
	};
	return quoteAnswer(body, { kind: "service" }, ports);
}
