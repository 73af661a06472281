import { type Api, type Code, type Invitation, type ServerView, codeOf } from "../api";

/** A server to which an invitation led, and what lets one in. */
export interface Joined {
  readonly server: ServerView;
  /** The certificate for which the inviter vouches, where the server shows one. */
  readonly fingerprint: string | null;
  readonly code: string;
  /** Whoever invites, by user ID; empty: nobody in particular. */
  readonly inviter: string;
}

// An address of another network may not answer for long; the next one does not wait for that.
const NEXT_MS = 700;

/**
 * Finds the server of an invitation: its addresses in their order, each a moment after the one before. At an address of a
 * private network something else may answer, so a certificate other than the promised one counts as no answer.
 */
export async function join(api: Api, invitation: Invitation): Promise<Joined> {
  let found = false;
  const tries = invitation.addresses.map(async (address, at): Promise<Joined> => {
    if (at > 0) await new Promise((resolve) => setTimeout(resolve, at * NEXT_MS));
    if (found) throw { code: "network" satisfies Code };
    const server = await api.lookUpServer(address);
    const promised = invitation.fingerprint;
    if (server.fingerprint !== null && promised !== "" && server.fingerprint !== promised) {
      throw { code: "certificate" satisfies Code };
    }
    found = true;
    const { code, inviter } = invitation;
    return { server, fingerprint: promised === "" ? null : server.fingerprint, code, inviter };
  });
  try {
    return await Promise.any(tries);
  } catch (failure) {
    const first: unknown = failure instanceof AggregateError ? failure.errors[0] : failure;
    throw { code: first === undefined ? ("noInvitation" satisfies Code) : codeOf(first) };
  }
}
