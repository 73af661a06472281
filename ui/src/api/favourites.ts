import type { AccountId, Favoured, FavouritesView } from "./types.gen";

/** What the interface asks about what a person keeps for himself. */
export interface FavouriteApi {
  /** The newest `limit` of those that are asked for. */
  favourites(account: AccountId, request: Favoured, limit: number): Promise<FavouritesView>;
  /** Keeps messages, all of them or none: at once here, by itself later on the server. */
  keepFavourites(account: AccountId, clientMsgIds: readonly string[]): Promise<void>;
  removeFavourites(account: AccountId, ids: readonly string[]): Promise<void>;
}
