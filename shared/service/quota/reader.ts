import type { Row } from "../row-store.ts";
import type { CostUnits } from "./cost-units.ts";

/** What reports, reconciling and calibration read of the tables beside single rows. */
export type QuotaReader = {
	/** Every row of the ledger of a month, whatever their number. */
	readonly allAttempts: (month: string) => Promise<readonly Row[]>;
	/** Every user's counters of a month. */
	readonly allUsers: (month: string) => Promise<readonly Row[]>;
	/** The newest rows of a month's ledger, the newest first; `userId` null: everybody's. */
	readonly newestAttempts: (month: string, userId: string | null, limit: number) => Promise<readonly Row[]>;
	/** The newest jobs (`renders`) that were made within these moments, the newest first. ISO 8601. */
	readonly newestJobs: (
		between: { readonly from: string; readonly to: string },
		userId: string | null,
		limit: number,
	) => Promise<readonly Row[]>;
	/** What the last attempts used that made their video, the newest first, 100 at the most. Two calls; where most failed, up to ten. */
	readonly lastMeasured: () => Promise<readonly Measured[]>;
};

export type Measured = CostUnits & { readonly cpuMs: number };
