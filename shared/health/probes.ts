import type { BucketFacts, ForecastFacts, LedgerFacts, QuotaFacts } from "./judge-budget.ts";
import type { ConfigurationFacts } from "./judge-configuration.ts";
import type { FailureFacts, WaitFacts } from "./judge-jobs.ts";
import type { ServerFacts } from "./judge-server.ts";
import type { ChannelFacts, RenderFacts, StorageFacts } from "./judge-services.ts";

/** How everything outside is looked at. Each may throw, and may hang. */
export type HealthProbes = {
	/** Which Appwrite it is, and whether what was deployed there runs. */
	readonly server: () => Promise<ServerFacts>;
	/** Writes, reads and deletes a row; ms. */
	readonly database: () => Promise<number>;
	/** The same with a file; removes what earlier probes have left too. */
	readonly storage: () => Promise<StorageFacts>;
	/** Asks the render function for its own pre-flight. */
	readonly render: () => Promise<RenderFacts>;
	readonly configuration: () => Promise<ConfigurationFacts>;
	readonly quota: () => Promise<QuotaFacts>;
	readonly forecast: () => Promise<ForecastFacts>;
	readonly failures: () => Promise<FailureFacts>;
	readonly queue: () => Promise<WaitFacts>;
	/** How many attempts have lost their worker. */
	readonly stuck: () => Promise<number>;
	/** Of each month that may still change, this one first. */
	readonly ledger: () => Promise<readonly LedgerFacts[]>;
	readonly bucket: () => Promise<BucketFacts>;
	readonly webhooks: () => Promise<WaitFacts>;
	/** By the channel's name. */
	readonly channels: Readonly<Record<string, () => Promise<ChannelFacts>>>;
};
