import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";

type Hash = { readonly salt: string; readonly hash: string };

export function hashPassword(password: string): Hash {
	const salt = randomBytes(16).toString("hex");
	return { salt, hash: scryptSync(password, salt, 32).toString("hex") };
}

export function isPassword(password: string, { salt, hash }: Hash): boolean {
	return timingSafeEqual(scryptSync(password, salt, 32), Buffer.from(hash, "hex"));
}
