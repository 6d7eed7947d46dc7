/** The tables of the ledger, as `appwrite.json` declares them. */
export const MONTHS = "quota_months";
export const USERS = "quota_users";
export const ATTEMPTS = "quota_jobs";
export const SETTLES = "quota_settles";
